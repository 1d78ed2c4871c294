package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.history.HistoryChecker;
import io.chasqui.testkit.history.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Says at the end of a loop what it was and whether all promises were kept. */
final class Verdict {
    private Verdict() {}

    static void check(Scene scene, LoopSettings settings) {
        List<Violation> violations = HistoryChecker.check(scene.history());
        System.out.println(settings.asOptions() + ": " + HistoryChecker.summarise(scene.history()));
        assertThat(violations)
                .as("broken promises; repeat with %s; %s", settings.asOptions(), byKind(violations))
                .isEmpty();
        assertThat(scene.troubles())
                .as("connections that did not come back by themselves; repeat with %s", settings.asOptions())
                .isEmpty();
    }

    private static String byKind(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(Violation::kind, Collectors.counting()))
                .toString();
    }
}
