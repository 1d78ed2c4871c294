package io.chasqui.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what ArchUnit found in the words of {@link Violation}, with the path of the source.
 *
 * @param sourcesByType the source of each top-level type
 */
record DependencyReport(Map<String, SourceFile> sourcesByType) {
    private static final Pattern ORIGIN = Pattern.compile("^[A-Z][\\w ]*<([\\w.]+)");
    private static final Pattern PLACE = Pattern.compile("\\((\\w+\\.java):(\\d+)\\)");

    static DependencyReport over(List<SourceFile> sources) {
        return new DependencyReport(sources.stream()
                .filter(file -> !file.isTest() && !file.isPackageInfo())
                .collect(Collectors.toMap(SourceFile::typeName, Function.identity(), (first, second) -> first)));
    }

    /** What each rule finds in the classes, by the name of the rule. */
    Map<String, List<Violation>> violations(Map<String, ArchRule> rules, JavaClasses classes) {
        Map<String, List<Violation>> byRule = new LinkedHashMap<>();
        rules.forEach((name, rule) -> byRule.put(
                name,
                rule.evaluate(classes).getFailureReport().getDetails().stream()
                        .map(detail -> violation(name, rule, detail))
                        .toList()));
        return byRule;
    }

    private Violation violation(String name, ArchRule rule, String detail) {
        Matcher origin = ORIGIN.matcher(detail);
        String type = origin.find() ? topLevel(origin.group(1)) : "";
        return new Violation(name, type, place(type, detail), detail, rule.getDescription());
    }

    /** ArchUnit names members too: the type is the longest prefix that has a source. */
    private String topLevel(String member) {
        String candidate = member;
        while (!candidate.isEmpty() && !sourcesByType.containsKey(candidate)) {
            candidate = candidate.substring(0, Math.max(0, candidate.lastIndexOf('.')));
        }
        return candidate.isEmpty() ? member : candidate;
    }

    private String place(String type, String detail) {
        Matcher place = PLACE.matcher(detail);
        String line = place.find() ? place.group(2) : "1";
        SourceFile source = sourcesByType.get(type);
        return source == null ? "classes" : source.path() + ":" + line;
    }
}
