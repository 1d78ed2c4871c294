package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every law finds what it forbids and is silent about what it allows. */
class LawsTest {
    private static final Path MAIN = Path.of("x/src/main/java/io/chasqui/x/X.java");
    private static final Path TEST = Path.of("x/src/test/java/io/chasqui/x/XTest.java");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "parameters     ~ /** D. */ final class X { void m(int a, int b, int c, int d, int e, int f) {} }",
                "closed         ~ /** D. */ class X {}",
                "closed         ~ /** D. */ final class X { private static class Y {} }",
                "names          ~ /** D. */ final class XManager {}",
                "names          ~ /** D. */ interface X { /** D. */ final class StringUtils {} }",
                "accessors      ~ /** D. */ final class X { int getSize() { return 1; } }",
                "static-state   ~ /** D. */ final class X { private static int count; }",
                "type-doc       ~ final class X {}",
                "type-doc       ~ /** D. */ public final class X { public enum Y { A } }",
                "type-doc       ~ /** D. */ public interface X { record Y() {} }",
                "method-doc     ~ /** D. */ public final class X { public void m() {} }",
                "method-doc     ~ /** D. */ public final class X { public X() {} }",
                "method-doc     ~ /** D. */ public interface X { void m(); }",
                "monitors       ~ /** D. */ final class X { synchronized void m() {} }",
                "monitors       ~ /** D. */ final class X { void m() { synchronized (this) { m(); } } }",
                "authors        ~ /** D. @author me */ final class X {}",
                "suppressions   ~ /** D. */ @SuppressWarnings(\"unused\") final class X {}",
                "broad-catches  ~ /** D. */ final class X { void m() { try { m(); } catch (Exception e) { m(); } } }",
                "swallows       ~ /** D. */ final class X { void m() { try { m(); } catch (NoWay e) {} } }",
                "imports        ~ import java.util.*; /** D. */ final class X {}",
            })
    void findsWhatIsForbidden(String law, String source) {
        assertThat(brokenBy(MAIN, "package io.chasqui.x; " + source)).containsExactly(law);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "sleeps         ~ class XTest { @Test void waits() { Thread.sleep(1); } }",
                "test-names     ~ class XTest { @Test void testThis() {} }",
            })
    void findsWhatIsForbiddenInTests(String law, String source) {
        assertThat(brokenBy(TEST, "package io.chasqui.x; " + source)).containsExactly(law);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "/** D. */ final class X { @Override public void m(int a, int b, int c, int d, int e, int f) {} }",
                "/** D. */ record X(int a, int b, int c, int d, int e, int f) {}",
                "/** D. */ sealed class X permits Y {} /** D. */ final class Y extends X {}",
                "/** D. */ final class X { public void hiddenByItsType() {} }",
                "/** D. */ public record X(int a) { public X { check(a); } public int a() { return a; } }",
                "/** D. */ public final class X { private X() {} @Override public String toString() { return name; } }",
                "/** D. */ final class X { void m() { try { m(); } catch (NoWay e) { /* cannot be */ } } }",
                "/** D. */ @State final class X { static final int A = 1; Object get(int index) { return index; } }",
            })
    void isSilentAboutWhatIsAllowed(String source) {
        assertThat(brokenBy(MAIN, "package io.chasqui.x; " + source)).isEmpty();
    }

    @Test
    void acceptsSuppressionsWithReasons() {
        String source = "package io.chasqui.x;\n/** D. */\n// because\n@SuppressWarnings(\"unused\")\nfinal class X {}";

        assertThat(brokenBy(MAIN, source)).isEmpty();
    }

    @Test
    void findsUnfinishedWork() {
        assertThat(brokenBy(MAIN, "package io.chasqui.x; /** D. */ final class X {\n// TO" + "DO later\n}"))
                .containsExactly("loose-ends");
    }

    @Test
    void findsTestsThatTheBuildWouldNotRun() {
        Path misnamed = Path.of("x/src/test/java/io/chasqui/x/Checks.java");

        assertThat(brokenBy(misnamed, "package io.chasqui.x; class Checks { @Test void holds() {} }"))
                .containsExactly("test-classes");
    }

    @Test
    void findsLongTypesAndMethods() {
        String lines = "\n".repeat(SizeRules.TYPE_LINES);

        assertThat(brokenBy(MAIN, "package io.chasqui.x; /** D. */ final class X { void m() {" + lines + "} }"))
                .containsExactly("type-length", "method-length");
        assertThat(brokenBy(MAIN, "package io.chasqui.x; /** D. */ final class X {" + "\n".repeat(399) + "}"))
                .isEmpty();
    }

    @Test
    void findsPackagesWithoutADescription() {
        SourceFile alone = SourceFile.of(MAIN, "package io.chasqui.x; /** D. */ final class X {}");
        SourceFile poor = SourceFile.of(
                MAIN.resolveSibling("package-info.java"), "/** What the room is for. */ package io.chasqui.x;");
        SourceFile good = SourceFile.of(
                MAIN.resolveSibling("package-info.java"),
                "/** What the room is for. */ @NullMarked package io.chasqui.x;");

        assertThat(PackageRules.described(List.of(alone))).hasSize(1);
        assertThat(PackageRules.described(List.of(alone, poor))).hasSize(1);
        assertThat(PackageRules.described(List.of(alone, good))).isEmpty();
    }

    @Test
    void namesPlaceRuleAndRemedy() {
        SourceFile file = SourceFile.of(MAIN, "package io.chasqui.x;\n/** D. */\nclass X {}");

        assertThat(TypeRules.closed(file))
                .extracting(Violation::toString)
                .containsExactly("x/src/main/java/io/chasqui/x/X.java:3: [closed] class X is open;"
                        + " make it final, sealed, or a record");
    }

    private static Stream<String> brokenBy(Path path, String source) {
        return Laws.violations(List.of(SourceFile.of(path, source))).values().stream()
                .flatMap(List::stream)
                .map(Violation::rule)
                .filter(rule -> !rule.equals("package-info"));
    }
}
