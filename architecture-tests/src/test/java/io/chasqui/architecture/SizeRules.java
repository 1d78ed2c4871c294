package io.chasqui.architecture;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import java.util.List;

/** The ceilings that keep a type readable in one sitting and a method on one screen. */
final class SizeRules {
    static final int TYPE_LINES = 400;
    static final int METHOD_LINES = 50;
    static final int COMPLEXITY = 10;
    static final int NESTING = 3;
    static final int PARAMETERS = 5;

    private SizeRules() {}

    static List<Violation> typeLength(SourceFile file) {
        return file.unit().getTypes().stream()
                .filter(type -> lines(type) > TYPE_LINES)
                .map(type -> file.violation(
                        "type-length",
                        type,
                        type.getNameAsString() + " has " + lines(type) + " lines, at most " + TYPE_LINES,
                        "give one of its responsibilities a type of its own"))
                .toList();
    }

    static List<Violation> methodLength(SourceFile file) {
        return callables(file).stream()
                .filter(method -> lines(method) > METHOD_LINES)
                .map(method -> file.violation(
                        "method-length",
                        method,
                        method.getNameAsString() + " has " + lines(method) + " lines, at most " + METHOD_LINES,
                        "extract the steps that a reader would name"))
                .toList();
    }

    static List<Violation> complexity(SourceFile file) {
        return callables(file).stream()
                .filter(method -> Complexity.cyclomatic(method) > COMPLEXITY)
                .map(method -> file.violation(
                        "complexity",
                        method,
                        method.getNameAsString() + " has cyclomatic complexity " + Complexity.cyclomatic(method)
                                + ", at most " + COMPLEXITY,
                        "split it, or switch over kind() with arms of one call (a flat switch counts 1)"))
                .toList();
    }

    static List<Violation> nesting(SourceFile file) {
        return callables(file).stream()
                .filter(method -> Complexity.nesting(method) > NESTING)
                .map(method -> file.violation(
                        "nesting",
                        method,
                        method.getNameAsString() + " nests " + Complexity.nesting(method) + " deep, at most " + NESTING,
                        "return early, or extract the inner block"))
                .toList();
    }

    static List<Violation> parameters(SourceFile file) {
        return callables(file).stream()
                .filter(method -> method.getParameters().size() > PARAMETERS)
                .filter(method -> !isOverride(method) && !isRecordConstructor(method))
                .map(method -> file.violation(
                        "parameters",
                        method,
                        method.getNameAsString() + " has "
                                + method.getParameters().size() + " parameters, at most " + PARAMETERS,
                        "give those that belong together a record"))
                .toList();
    }

    private static List<CallableDeclaration<?>> callables(SourceFile file) {
        return file.unit().findAll(CallableDeclaration.class).stream()
                .<CallableDeclaration<?>>map(callable -> callable)
                .toList();
    }

    /** An override repeats a decision made elsewhere: a foreign interface, or one of ours that is checked itself. */
    private static boolean isOverride(CallableDeclaration<?> callable) {
        return callable instanceof MethodDeclaration && callable.isAnnotationPresent("Override");
    }

    private static boolean isRecordConstructor(CallableDeclaration<?> callable) {
        return callable instanceof ConstructorDeclaration
                && callable.getParentNode()
                        .filter(parent -> parent instanceof RecordDeclaration declaration
                                && declaration.getParameters().size()
                                        == callable.getParameters().size())
                        .isPresent();
    }

    private static int lines(Node node) {
        return node.getRange()
                .map(range -> range.end.line - range.begin.line + 1)
                .orElse(0);
    }
}
