package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.body.MethodDeclaration;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures of {@link Complexity} on small bodies. */
class ComplexityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "1 ~ run();",
                "2 ~ if (a) run();",
                "4 ~ if (a && b || c) run();",
                "3 ~ for (int i = 0; i < 3; i++) { while (a) run(); }",
                "2 ~ try { run(); } catch (A e) { run(); }",
                "2 ~ return a ? 1 : 2;",
                "2 ~ return switch (k) { case A -> one(); case B -> two(); case C, D -> three(); };",
                "2 ~ switch (k) { case A: one(); break; case B: two(); break; default: three(); }",
                "4 ~ switch (k) { case A -> { one(); two(); } case B -> two(); case C -> one(); }",
                "5 ~ switch (k) { case A -> { if (a) one(); } case B -> two(); case C -> one(); default -> two(); }",
                "3 ~ all.forEach(x -> { if (x) run(); if (a) run(); });",
                "1 ~ run(new A() { void m() { if (a) run(); } });",
            })
    void countsDecisions(int expected, String body) {
        assertThat(Complexity.cyclomatic(method(body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "0 ~ run();",
                "1 ~ if (a) run(); else if (b) run(); else if (c) run();",
                "2 ~ if (a) run(); else { if (b) run(); }",
                "3 ~ for (A x : all) { try { if (a) run(); } finally { run(); } }",
                "1 ~ all.forEach(x -> { if (x) run(); });",
            })
    void measuresDepth(int expected, String body) {
        assertThat(Complexity.nesting(method(body))).isEqualTo(expected);
    }

    private static MethodDeclaration method(String body) {
        return SourceFile.of(Path.of("x/X.java"), "class X { void m() { " + body + " } }")
                .unit()
                .findFirst(MethodDeclaration.class)
                .orElseThrow();
    }
}
