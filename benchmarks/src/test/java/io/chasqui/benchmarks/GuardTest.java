package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {

    private final Results results = new Results();
    private Comparison comparison;

    @BeforeEach
    void compareWithTheFrozenBuild() throws IOException {
        comparison = new Comparison(
                List.of(Provider.named("chasqui"), Provider.named("baseline")),
                List.of(Workload.W1),
                Durability.DISK,
                1,
                1,
                1,
                1024,
                100,
                100,
                new Java(Path.of("java"), List.of(), Path.of("home"), List.of()),
                Path.of("output"));
    }

    @Test
    void complainsAboutWhatBecameSlower() {
        add(80, 100);

        assertThat(new Guard(0.9).complaints(comparison, results))
                .singleElement()
                .asString()
                .startsWith("W1: 0.80 of the messages per second of Chasqui, frozen build");
    }

    @Test
    void acceptsALittleLess() {
        add(95, 100);

        assertThat(new Guard(0.9).complaints(comparison, results)).isEmpty();
    }

    @Test
    void complainsWhenThereIsNoFigure() {
        assertThat(new Guard(0.9).complaints(comparison, results)).hasSize(1);
    }

    @Test
    void saysNothingUnlessAsked() {
        add(1, 100);

        assertThat(new Guard(0).complaints(comparison, results)).isEmpty();
    }

    private void add(double ours, double frozen) {
        add(comparison.providers().get(0), ours);
        add(comparison.providers().get(1), frozen);
    }

    private void add(Provider provider, double messagesPerSecond) {
        results.add(
                Workload.W1,
                provider,
                new RunResult(Map.of(Figure.MESSAGES_PER_SECOND, messagesPerSecond), RunResult.CORRECT));
    }
}
