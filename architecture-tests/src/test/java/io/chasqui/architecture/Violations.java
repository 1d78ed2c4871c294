package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** Reports violations, one a line, so that a reader can go from place to place. */
final class Violations {
    private Violations() {}

    static void assertNone(String rule, List<Violation> violations) {
        String list = violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
        assertThat(list)
                .withFailMessage(() -> "'" + rule + "' is broken in " + violations.size() + " places:\n" + list
                        + "\n(an exception is a line in exceptions.txt and needs a reason)\n")
                .isEmpty();
    }
}
