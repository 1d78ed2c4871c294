package io.chasqui.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of the site's page about conformance, in AsciiDoc. */
final class ConformancePage {
    private static final String END_OF_TABLE = "|===\n";

    private final Conformance conformance;

    ConformancePage(Conformance conformance) {
        this.conformance = conformance;
    }

    /** Totals first, then each section of the specification with its statements. */
    String text() {
        List<String> sections = conformance.statements().stream()
                .map(Statement::section)
                .distinct()
                .toList();
        return totals() + sections.stream().map(this::section).collect(Collectors.joining());
    }

    private String totals() {
        StringBuilder text = new StringBuilder("== Totals\n\n[cols=\"1,5,1\",options=\"header\"]\n|===\n");
        text.append("| | Meaning | Statements\n\n");
        appendTotal(
                text,
                "proven",
                "at least one test fails if it is violated",
                conformance.proven().size());
        Arrays.stream(Mark.Kind.values()).forEach(kind -> appendTotal(text, kind.word(), kind.meaning(), count(kind)));
        appendTotal(
                text,
                "unproven",
                "about the provider, and no test proves it",
                conformance.unproven().size());
        appendTotal(text, "all", "", conformance.statements().size());
        return text.append(END_OF_TABLE).append('\n').toString();
    }

    private long count(Mark.Kind kind) {
        return conformance.marks().stream().filter(mark -> mark.kind() == kind).count();
    }

    private static void appendTotal(StringBuilder text, String name, String meaning, long count) {
        text.append("| ").append(name).append(" | ").append(meaning).append(" | ");
        text.append(count).append('\n');
    }

    private String section(String section) {
        return "== " + literal(section) + "\n\n[cols=\"2,7,5\",options=\"header\"]\n|===\n"
                + "| Identifier | Statement | Proof\n\n"
                + conformance.statements().stream()
                        .filter(statement -> statement.section().equals(section))
                        .map(this::row)
                        .collect(Collectors.joining())
                + END_OF_TABLE + "\n";
    }

    private String row(Statement statement) {
        return "| [[" + statement.id().replace(':', '-') + "]]" + literal(statement.id()) + "\n| "
                + literal(statement.text()) + "\n| " + proof(statement) + "\n\n";
    }

    private String proof(Statement statement) {
        List<String> tests = conformance.tests(statement);
        if (!tests.isEmpty()) {
            return tests.stream().map(test -> "`" + literal(test) + "`").collect(Collectors.joining(" +\n"));
        }
        return conformance.marks(statement).stream()
                .map(mark -> "_" + mark.kind().word() + "_: " + literal(mark.reason()))
                .findFirst()
                .orElse("*unproven*");
    }

    /** Text that AsciiDoc shows as it is. */
    private static String literal(String text) {
        return "pass:c[" + text.replace("]", "\\]").replace("|", "\\|") + "]";
    }
}
