package io.chasqui.architecture;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How hard a method is to follow.
 *
 * <p>The cyclomatic complexity is 1 plus one for every {@code if}, loop, {@code catch}, {@code ?:}, {@code &&},
 * {@code ||} and switch arm other than {@code default}. A <em>flat</em> switch, each of whose arms is one statement
 * without a decision, counts 1 as a whole: it is a table. Lambdas count where they stand, methods of anonymous and local
 * classes by themselves.
 */
final class Complexity {
    private static final Set<Class<? extends Node>> DECISIONS = Set.of(
            IfStmt.class,
            ForStmt.class,
            ForEachStmt.class,
            WhileStmt.class,
            DoStmt.class,
            CatchClause.class,
            ConditionalExpr.class);
    private static final Set<Class<? extends Node>> NESTS = Set.of(
            IfStmt.class,
            ForStmt.class,
            ForEachStmt.class,
            WhileStmt.class,
            DoStmt.class,
            TryStmt.class,
            SwitchStmt.class,
            SwitchExpr.class);

    private Complexity() {}

    static int cyclomatic(CallableDeclaration<?> callable) {
        return 1 + decisionsBelow(callable);
    }

    /** The depth of the deepest block of control flow; an {@code else if} stands as deep as its {@code if}. */
    static int nesting(CallableDeclaration<?> callable) {
        return deepest(callable);
    }

    private static int decisionsBelow(Node node) {
        return own(node).mapToInt(Complexity::decisions).sum();
    }

    private static int decisions(Node node) {
        if (node instanceof SwitchNode switchNode) {
            return decisions(switchNode.getSelector())
                    + (isFlat(switchNode.getEntries()) ? 1 : armDecisions(switchNode.getEntries()));
        }
        int here = DECISIONS.contains(node.getClass()) || isShortCircuit(node) ? 1 : 0;
        return here + decisionsBelow(node);
    }

    private static int armDecisions(List<SwitchEntry> entries) {
        return entries.stream()
                .mapToInt(entry -> (entry.getLabels().isEmpty() ? 0 : 1) + decisionsBelow(entry))
                .sum();
    }

    private static boolean isFlat(List<SwitchEntry> entries) {
        return entries.stream().allMatch(entry -> statements(entry) <= 1 && decisionsBelow(entry) == 0);
    }

    private static long statements(SwitchEntry entry) {
        List<Statement> body = entry.getStatements();
        if (body.size() == 1 && body.get(0) instanceof BlockStmt block) {
            body = block.getStatements();
        }
        return body.stream()
                .filter(statement -> !(statement instanceof BreakStmt))
                .count();
    }

    private static boolean isShortCircuit(Node node) {
        return node instanceof BinaryExpr binary
                && (binary.getOperator() == BinaryExpr.Operator.AND || binary.getOperator() == BinaryExpr.Operator.OR);
    }

    private static int deepest(Node node) {
        return own(node)
                .mapToInt(child -> (opensLevel(node, child) ? 1 : 0) + deepest(child))
                .max()
                .orElse(0);
    }

    private static boolean opensLevel(Node parent, Node child) {
        boolean elseIf = parent instanceof IfStmt outer
                && outer.getElseStmt().filter(child::equals).isPresent();
        return NESTS.contains(child.getClass()) && !elseIf;
    }

    /** The children that belong to the same method: not those of classes declared inside it. */
    private static Stream<Node> own(Node node) {
        return node.getChildNodes().stream()
                .filter(child -> !(child instanceof TypeDeclaration<?>)
                        && !(child instanceof CallableDeclaration<?> && node instanceof ObjectCreationExpr));
    }
}
