package io.chasqui.architecture;

import com.github.javaparser.ast.body.MethodDeclaration;
import java.util.List;
import java.util.Set;

/** How tests are named. */
final class TestRules {
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    private TestRules() {}

    static List<Violation> sentences(SourceFile file) {
        return testMethods(file).stream()
                .filter(method -> method.getNameAsString().startsWith("test"))
                .map(method -> file.violation(
                        "test-names",
                        method,
                        method.getNameAsString() + " starts with 'test'",
                        "name it as a present-tense sentence, such as redeliversAfterRollback"))
                .toList();
    }

    static List<Violation> classes(SourceFile file) {
        if (testMethods(file).isEmpty() || file.typeName().endsWith("Test")) {
            return List.of();
        }
        return List.of(file.violation(
                "test-classes",
                testMethods(file).get(0),
                file.typeName() + " holds tests and does not end in Test, so the build would not run it",
                "rename it"));
    }

    private static List<MethodDeclaration> testMethods(SourceFile file) {
        return file.unit().findAll(MethodDeclaration.class).stream()
                .filter(TestRules::isTest)
                .toList();
    }

    /** Whether JUnit runs the method as a test. */
    static boolean isTest(MethodDeclaration method) {
        return method.getAnnotations().stream().anyMatch(annotation -> TESTS.contains(annotation.getNameAsString()));
    }
}
