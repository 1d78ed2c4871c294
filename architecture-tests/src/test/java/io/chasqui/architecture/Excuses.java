package io.chasqui.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The exceptions to the laws, read from {@code exceptions.txt}: one a line, {@code rule | type | reason}. Their number
 * is asserted, so that each new one is a decision.
 *
 * @param entries the lines in their order
 */
record Excuses(List<Excuse> entries) {

    /**
     * One exception.
     *
     * @param rule the name of the rule that does not hold
     * @param type the top-level type (or package) for which it does not hold
     * @param reason why
     */
    record Excuse(String rule, String type, String reason) {
        boolean covers(Violation violation) {
            return rule.equals(violation.rule()) && type.equals(violation.type());
        }
    }

    static Excuses read() {
        try (InputStream in = Excuses.class.getResourceAsStream("/exceptions.txt")) {
            if (in == null) {
                throw new IllegalStateException("exceptions.txt is missing from src/test/resources; restore it");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read exceptions.txt", e);
        }
    }

    static Excuses parse(String text) {
        return new Excuses(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Excuses::parseLine)
                .toList());
    }

    private static Excuse parseLine(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 3 || fields[2].isBlank()) {
            throw new IllegalStateException(
                    "exceptions.txt: expected 'rule | type | reason', found '" + line + "'; complete the line");
        }
        return new Excuse(fields[0].strip(), fields[1].strip(), fields[2].strip());
    }

    /** What remains of the violations when the excused ones are taken away. */
    List<Violation> without(Collection<Violation> violations) {
        return violations.stream()
                .filter(violation -> entries.stream().noneMatch(excuse -> excuse.covers(violation)))
                .toList();
    }

    /** The entries that excuse none of the violations. */
    List<Excuse> unused(Collection<Violation> violations) {
        return entries.stream()
                .filter(excuse -> violations.stream().noneMatch(excuse::covers))
                .toList();
    }
}
