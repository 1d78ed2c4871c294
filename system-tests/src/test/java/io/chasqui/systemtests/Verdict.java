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
