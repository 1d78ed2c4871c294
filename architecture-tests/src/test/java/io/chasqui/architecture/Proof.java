package io.chasqui.architecture;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import java.util.List;

/**
 * A test that says it proves a statement.
 *
 * @param statement the identifier of the statement
 * @param test the class and, unless the class as a whole proves it, the method: {@code QueueTest#keepsOrder}
 * @param place file and line of the annotation
 * @param runs whether the annotated element is a test, or a class of tests, that is not disabled
 */
record Proof(String statement, String test, String place, boolean runs) {

    /** The proofs in one file, in their order. */
    static List<Proof> in(SourceFile file) {
        return file.unit().findAll(AnnotationExpr.class).stream()
                .filter(annotation -> annotation.getNameAsString().equals("Assertion"))
                .flatMap(annotation ->
                        annotation.findAll(StringLiteralExpr.class).stream().map(id -> of(file, annotation, id)))
                .toList();
    }

    private static Proof of(SourceFile file, AnnotationExpr annotation, StringLiteralExpr id) {
        BodyDeclaration<?> element =
                (BodyDeclaration<?>) annotation.getParentNode().orElseThrow();
        String place = file.path() + ":" + id.getBegin().orElseThrow().line;
        return new Proof(id.asString(), name(element), place, runs(element));
    }

    private static String name(BodyDeclaration<?> element) {
        String own = ((NodeWithSimpleName<?>) element).getNameAsString();
        return element.getParentNode()
                .filter(TypeDeclaration.class::isInstance)
                .map(type -> ((NodeWithSimpleName<?>) type).getNameAsString())
                .map(type -> type + (element instanceof MethodDeclaration ? "#" : ".") + own)
                .orElse(own);
    }

    private static boolean runs(BodyDeclaration<?> element) {
        if (element.findAll(AnnotationExpr.class).stream()
                .anyMatch(annotation -> annotation.getNameAsString().startsWith("Disabled"))) {
            return false;
        }
        return element.findAll(MethodDeclaration.class).stream().anyMatch(TestRules::isTest);
    }
}
