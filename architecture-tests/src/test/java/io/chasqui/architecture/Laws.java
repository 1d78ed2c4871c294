package io.chasqui.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The table of all laws about sources, and which files each one is for. */
final class Laws {
    private Laws() {}

    /** All laws by name, in the order in which they are reported. */
    static Map<String, List<Violation>> violations(List<SourceFile> files) {
        Map<String, List<Violation>> byLaw = new LinkedHashMap<>();
        Stream.of(
                        new Law("type-length", Scope.ALL, SizeRules::typeLength),
                        new Law("method-length", Scope.ALL, SizeRules::methodLength),
                        new Law("complexity", Scope.ALL, SizeRules::complexity),
                        new Law("nesting", Scope.ALL, SizeRules::nesting),
                        new Law("parameters", Scope.ALL, SizeRules::parameters),
                        new Law("closed", Scope.MAIN, TypeRules::closed),
                        new Law("names", Scope.ALL, TypeRules::names),
                        new Law("accessors", Scope.MAIN, TypeRules::accessors),
                        new Law("static-state", Scope.ALL, TypeRules::staticState),
                        new Law("type-doc", Scope.MAIN, DocumentationRules::types),
                        new Law("method-doc", Scope.MAIN, DocumentationRules::methods),
                        new Law("monitors", Scope.ALL, WordRules::monitors),
                        new Law("loose-ends", Scope.ALL, WordRules::looseEnds),
                        new Law("authors", Scope.ALL, WordRules::authors),
                        new Law("suppressions", Scope.ALL, WordRules::suppressions),
                        new Law("broad-catches", Scope.SHIPPED, WordRules::broadCatches),
                        new Law("swallows", Scope.ALL, WordRules::swallows),
                        new Law("imports", Scope.ALL, WordRules::imports),
                        new Law("sleeps", Scope.TESTS, WordRules::sleeps),
                        new Law("test-names", Scope.TESTS, TestRules::sentences),
                        new Law("test-classes", Scope.TESTS, TestRules::classes))
                .forEach(law -> byLaw.put(law.name(), law.violations(files)));
        byLaw.put(
                "package-info",
                PackageRules.described(
                        files.stream().filter(Scope.MAIN::includes).toList()));
        return byLaw;
    }

    private record Law(String name, Scope scope, SourceRule rule) {
        List<Violation> violations(List<SourceFile> files) {
            return files.stream()
                    .filter(scope::includes)
                    .flatMap(file -> rule.check(file).stream())
                    .toList();
        }
    }

    private enum Scope {
        ALL,
        TESTS,
        MAIN,
        /** Main sources other than those that only show or measure. */
        SHIPPED;

        private static final Set<String> NOT_SHIPPED = Set.of("samples", "benchmarks");

        boolean includes(SourceFile file) {
            return switch (this) {
                case ALL -> true;
                case TESTS -> file.isTest();
                case MAIN -> !file.isTest();
                case SHIPPED -> !file.isTest() && !NOT_SHIPPED.contains(file.module());
            };
        }
    }
}
