package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private final Results results = new Results();
    private Provider provider;

    @BeforeEach
    void loadAProvider() throws IOException {
        provider = Provider.named("artemis");
    }

    @Test
    void takesTheMiddleOfAnOddNumberOfRounds() {
        add(30, RunResult.CORRECT);
        add(10, RunResult.CORRECT);
        add(20, RunResult.CORRECT);

        assertThat(results.median(Workload.W1, provider, Figure.MESSAGES_PER_SECOND))
                .hasValue(20);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        add(30, RunResult.CORRECT);
        add(10, RunResult.CORRECT);

        assertThat(results.median(Workload.W1, provider, Figure.MESSAGES_PER_SECOND))
                .hasValue(20);
    }

    @Test
    void keepsRunsThatWereNotCorrectOutOfTheMedian() {
        add(30, RunResult.CORRECT);
        add(1000, "1 missing");

        assertThat(results.median(Workload.W1, provider, Figure.MESSAGES_PER_SECOND))
                .hasValue(30);
        assertThat(results.allCorrect()).isFalse();
    }

    @Test
    void hasNoMedianWithoutRounds() {
        assertThat(results.median(Workload.W1, provider, Figure.MESSAGES_PER_SECOND))
                .isEmpty();
    }

    @Test
    void comesBackFromItsFileAsItWas(@TempDir Path directory) throws IOException {
        var result = new RunResult(Map.of(Figure.CPU_MICROS, 12.5, Figure.SEND_P99_MICROS, 3.0), "2 missing, 1 twice");

        result.write(directory.resolve("result.properties"));

        assertThat(RunResult.read(directory.resolve("result.properties"))).isEqualTo(result);
    }

    private void add(double messagesPerSecond, String verdict) {
        results.add(
                Workload.W1, provider, new RunResult(Map.of(Figure.MESSAGES_PER_SECOND, messagesPerSecond), verdict));
    }
}
