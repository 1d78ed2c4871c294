package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.history.HistoryChecker;
import io.chasqui.testkit.history.HistoryEvent;
import io.chasqui.testkit.history.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says at the end of a loop what it was and whether all promises were kept; if not, it keeps the history in a file. */
final class Verdict {
    /** With fewer rounds it may be chance that something has not happened. */
    private static final int ENOUGH_ROUNDS = 5;

    /** Most connections survive; a branch has to wait for its end on one that does not. */
    private static final int ENOUGH_ROUNDS_FOR_RECOVERY = 20;

    private Verdict() {}

    static void check(Scene scene, LoopSettings settings) {
        List<Violation> violations = HistoryChecker.check(scene.history());
        System.out.println(settings.asOptions() + ": " + HistoryChecker.summarise(scene.history()));
        assertThat(violations)
                .as(
                        "broken promises; repeat with %s; %s; history in %s",
                        settings.asOptions(),
                        byKind(violations),
                        violations.isEmpty() ? "no file" : kept(scene, settings.name()))
                .isEmpty();
        assertThat(scene.troubles())
                .as("connections that did not come back by themselves; repeat with %s", settings.asOptions())
                .isEmpty();
    }

    /** For loops with {@link Extras} that end the broker: a proof of what did not happen is none. */
    static void checkThatAllKindsHappened(Scene scene, LoopSettings settings) {
        long setAside = HistoryChecker.summarise(scene.history()).setAside();
        System.out.println(settings.name() + ": " + setAside + " set aside, " + scene.recoveredBranches()
                + " branches recovered of " + scene.branchesInDoubt() + " in doubt after mishaps");
        if (settings.rounds() >= ENOUGH_ROUNDS) {
            assertThat(setAside)
                    .as("dead letters and expired messages; repeat with %s", settings.asOptions())
                    .isPositive();
            assertThat(scene.branchesInDoubt())
                    .as("branches in doubt after a mishap; repeat with %s", settings.asOptions())
                    .isPositive();
        }
        if (settings.rounds() >= ENOUGH_ROUNDS_FOR_RECOVERY) {
            assertThat(scene.recoveredBranches())
                    .as("branches recovered on a new connection; repeat with %s", settings.asOptions())
                    .isPositive();
        }
    }

    private static String byKind(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(Violation::kind, Collectors.counting()))
                .toString();
    }

    private static Path kept(Scene scene, String name) {
        try {
            Path file = Path.of("target", "history-of-" + name + ".txt");
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(
                            file,
                            scene.history().events().stream()
                                    .map(HistoryEvent::toString)
                                    .toList())
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
