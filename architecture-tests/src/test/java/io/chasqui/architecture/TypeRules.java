package io.chasqui.architecture;

import com.github.javaparser.ast.Modifier.Keyword;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Shape and names of types. */
final class TypeRules {
    private static final Pattern BANNED_ENDING = Pattern.compile(".*(Impl|Utils?|Helper|Manager)");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

    private TypeRules() {}

    static List<Violation> closed(SourceFile file) {
        return file.unit().findAll(ClassOrInterfaceDeclaration.class).stream()
                .filter(type -> !type.isInterface() && !isClosed(type))
                .map(type -> file.violation(
                        "closed",
                        type,
                        "class " + type.getNameAsString() + " is open",
                        "make it final, sealed, or a record"))
                .toList();
    }

    /** JMH derives classes from those that hold benchmarks and their state. */
    private static boolean isClosed(ClassOrInterfaceDeclaration type) {
        return Stream.of(Keyword.FINAL, Keyword.ABSTRACT, Keyword.SEALED, Keyword.NON_SEALED)
                        .anyMatch(type::hasModifier)
                || type.isAnnotationPresent("State")
                || type.getMethods().stream().anyMatch(method -> method.isAnnotationPresent("Benchmark"));
    }

    @SuppressWarnings("rawtypes") // the parser's tree search takes class literals, which are raw
    static List<Violation> names(SourceFile file) {
        List<TypeDeclaration> types = file.unit().findAll(TypeDeclaration.class);
        return types.stream()
                .filter(type -> BANNED_ENDING.matcher(type.getNameAsString()).matches())
                .map(type -> file.violation(
                        "names",
                        type,
                        type.getNameAsString() + " ends in Impl, Util, Utils, Helper or Manager",
                        "name it for what it does"))
                .toList();
    }

    static List<Violation> accessors(SourceFile file) {
        return file.unit().findAll(MethodDeclaration.class).stream()
                .filter(method -> GETTER.matcher(method.getNameAsString()).matches())
                .filter(method -> method.getParameters().isEmpty() && !method.isAnnotationPresent("Override"))
                .map(method -> file.violation(
                        "accessors",
                        method,
                        method.getNameAsString() + "() has a 'get'",
                        "name it for the value it answers, as a record does"))
                .toList();
    }

    static List<Violation> staticState(SourceFile file) {
        return file.unit().findAll(FieldDeclaration.class).stream()
                .filter(field -> field.isStatic() && !field.isFinal())
                .map(field -> file.violation(
                        "static-state",
                        field,
                        field.getVariable(0).getNameAsString() + " is static and not final",
                        "give the state an owner and hand it on"))
                .toList();
    }
}
