package io.chasqui.architecture;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.comments.Comment;
import java.util.List;
import java.util.stream.Stream;

/** What must be documented: every top-level type, every public type and, in public types, every public method. */
final class DocumentationRules {
    private DocumentationRules() {}

    @SuppressWarnings("rawtypes") // the parser's tree search takes class literals, which are raw
    static List<Violation> types(SourceFile file) {
        List<TypeDeclaration> types = file.unit().findAll(TypeDeclaration.class);
        return types.stream()
                .filter(type -> isTopLevel(type) || isExported(type))
                .filter(type -> isUndocumented(file, type))
                .map(type -> file.violation(
                        "type-doc",
                        type,
                        type.getNameAsString() + " has no Javadoc",
                        "say why it exists and what it guarantees"))
                .toList();
    }

    static List<Violation> methods(SourceFile file) {
        return exportedCallables(file)
                .filter(callable -> isUndocumented(file, callable))
                .map(callable -> file.violation(
                        "method-doc",
                        callable,
                        "public " + callable.getNameAsString() + " has no Javadoc",
                        "say meaning, units, ranges and errors, and the section of the specification"))
                .toList();
    }

    @SuppressWarnings("rawtypes") // the parser's tree search takes class literals, which are raw
    private static Stream<CallableDeclaration> exportedCallables(SourceFile file) {
        return file.unit().findAll(CallableDeclaration.class).stream()
                .filter(callable -> callable.getParentNode()
                        .filter(parent -> isExported(parent) && isVisible(callable, parent))
                        .isPresent())
                .filter(callable -> !isInherited(callable));
    }

    private static boolean isVisible(CallableDeclaration<?> callable, Node parent) {
        return callable.isPublic()
                || (parent instanceof ClassOrInterfaceDeclaration type && type.isInterface() && !callable.isPrivate());
    }

    /** Overrides, canonical constructors and accessors of records are documented where they are declared. */
    private static boolean isInherited(CallableDeclaration<?> callable) {
        if (callable.isAnnotationPresent("Override")) {
            return true;
        }
        Node parent = callable.getParentNode().orElseThrow();
        if (!(parent instanceof RecordDeclaration declaration)) {
            return false;
        }
        if (callable instanceof ConstructorDeclaration) {
            return callable.getParameters().size()
                    == declaration.getParameters().size();
        }
        return callable instanceof MethodDeclaration
                && callable.getParameters().isEmpty()
                && declaration.getParameterByName(callable.getNameAsString()).isPresent();
    }

    /** A type is exported when it and all types around it are public (members of interfaces are). */
    private static boolean isExported(Node node) {
        if (node instanceof CompilationUnit) {
            return true;
        }
        if (!(node instanceof TypeDeclaration<?> type)) {
            return false;
        }
        Node parent = type.getParentNode().orElseThrow();
        boolean inInterface = parent instanceof ClassOrInterfaceDeclaration outer && outer.isInterface();
        return (type.isPublic() || inInterface) && isExported(parent);
    }

    private static boolean isTopLevel(TypeDeclaration<?> type) {
        return type.getParentNode().filter(CompilationUnit.class::isInstance).isPresent();
    }

    /** The parser hands a node one comment only, so a line comment below the Javadoc hides it: then the text decides. */
    private static boolean isUndocumented(SourceFile file, Node node) {
        boolean attached = node.getComment()
                .filter(Comment::isJavadocComment)
                .filter(comment -> !comment.getContent().replace("*", "").isBlank())
                .isPresent();
        return !attached && !followsJavadoc(file, node.getBegin().orElseThrow().line - 1);
    }

    private static boolean followsJavadoc(SourceFile file, int linesBefore) {
        int line = linesBefore;
        while (line > 0 && isBlankOrComment(file.lines().get(line - 1))) {
            line--;
        }
        int last = line;
        return file.unit().getAllComments().stream()
                .filter(Comment::isJavadocComment)
                .anyMatch(comment -> comment.getEnd().orElseThrow().line == last);
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.strip().startsWith("//");
    }
}
