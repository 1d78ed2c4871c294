package io.chasqui.architecture;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words that do not stand in this code base, or only with a reason. */
final class WordRules {
    private static final Pattern LOOSE_END = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Set<String> BROAD = Set.of("Exception", "Throwable", "RuntimeException", "Error");
    private static final Pattern LOOP_PACKAGE =
            Pattern.compile("io\\.chasqui\\.(broker\\.(loop|journal)|transport|protocol\\.transport)(\\..*)?");

    private WordRules() {}

    static List<Violation> monitors(SourceFile file) {
        Stream<Node> blocks =
                file.unit().findAll(SynchronizedStmt.class).stream().map(node -> node);
        Stream<Node> methods = file.unit().findAll(MethodDeclaration.class).stream()
                .filter(method -> method.hasModifier(Modifier.Keyword.SYNCHRONIZED))
                .map(node -> node);
        return Stream.concat(blocks, methods)
                .map(node -> file.violation(
                        "monitors",
                        node,
                        "'synchronized' is used",
                        "use java.util.concurrent, or leave the state to its one owner"))
                .toList();
    }

    static List<Violation> looseEnds(SourceFile file) {
        return file.unit().getAllComments().stream()
                .filter(comment -> LOOSE_END.matcher(comment.getContent()).find())
                .map(comment -> file.violation(
                        "loose-ends", comment, "a comment marks unfinished work", "finish it, or open an issue"))
                .distinct()
                .toList();
    }

    static List<Violation> authors(SourceFile file) {
        return file.unit().getAllComments().stream()
                .filter(Comment::isJavadocComment)
                .filter(comment -> comment.getContent().contains("@author"))
                .map(comment -> file.violation("authors", comment, "an author tag", "remove it: the history knows"))
                .distinct()
                .toList();
    }

    static List<Violation> suppressions(SourceFile file) {
        return file.unit().findAll(AnnotationExpr.class).stream()
                .filter(annotation -> annotation.getNameAsString().equals("SuppressWarnings"))
                .filter(annotation -> !hasReason(file, annotation))
                .map(annotation -> file.violation(
                        "suppressions",
                        annotation,
                        "@SuppressWarnings without a reason",
                        "say why in a // comment on its line or the line before"))
                .toList();
    }

    private static boolean hasReason(SourceFile file, Node annotation) {
        int line = annotation.getBegin().orElseThrow().line;
        boolean beside = file.lines().get(line - 1).contains("//");
        boolean before = line > 1 && file.lines().get(line - 2).strip().startsWith("//");
        return beside || before;
    }

    static List<Violation> broadCatches(SourceFile file) {
        if (LOOP_PACKAGE.matcher(file.packageName()).matches()) {
            return List.of();
        }
        return file.unit().findAll(CatchClause.class).stream()
                .filter(clause -> BROAD.contains(clause.getParameter().getTypeAsString()))
                .map(clause -> file.violation(
                        "broad-catches",
                        clause,
                        "catches " + clause.getParameter().getTypeAsString() + " outside the loops",
                        "catch what can be thrown, and say what it means"))
                .toList();
    }

    static List<Violation> swallows(SourceFile file) {
        return file.unit().findAll(CatchClause.class).stream()
                .filter(clause -> clause.getBody().getStatements().isEmpty())
                .filter(clause -> clause.getBody().getAllContainedComments().isEmpty())
                .map(clause -> file.violation(
                        "swallows", clause, "an exception is swallowed", "handle it, or say in a comment why not"))
                .toList();
    }

    static List<Violation> sleeps(SourceFile file) {
        return file.unit().findAll(MethodCallExpr.class).stream()
                .filter(call -> call.getNameAsString().equals("sleep"))
                .map(call -> file.violation(
                        "sleeps", call, "a test sleeps", "wait for the event itself, or move the manual clock"))
                .toList();
    }

    static List<Violation> imports(SourceFile file) {
        return file.unit().getImports().stream()
                .filter(ImportDeclaration::isAsterisk)
                .map(wildcard -> file.violation(
                        "imports",
                        wildcard,
                        "imports " + wildcard.getNameAsString() + ".*",
                        "import each type by its name"))
                .toList();
    }
}
