package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageReportTest {

    private static final StorageWorkload WORKLOAD = StorageWorkload.W9;

    private final Results results = new Results();

    @Test
    void comparesWithThePeerThatIsBetterInEachFigure() throws IOException {
        add("chasqui", 200, 1_000);
        add("artemis", 100, 4_000);
        add("activemq", 50, 2_000);

        assertThat(text()).contains("|Ratio to the better peer |2.00 |0.50 |-");
    }

    @Test
    void showsNoRatioToPeersThatDidNotComeThrough() throws IOException {
        add("chasqui", 200, 1_000);
        results.add(WORKLOAD, Provider.named("artemis"), RunResult.failed("the broker did not stop"));

        assertThat(text()).contains("|Ratio to the better peer |- |-").contains("0 of 1: the broker did not stop");
    }

    @Test
    void namesFiguresWithTheirUnits() {
        assertThat(StorageReport.title(Figure.FIRST_AFTER_KILL_MILLIS)).isEqualTo("First after kill, ms");
        assertThat(StorageReport.title(Figure.FILL_PER_SECOND)).isEqualTo("Fill, messages/s");
    }

    private void add(String provider, double fillPerSecond, double firstMillis) throws IOException {
        results.add(
                WORKLOAD,
                Provider.named(provider),
                new RunResult(
                        Map.of(Figure.FILL_PER_SECOND, fillPerSecond, Figure.FIRST_MILLIS, firstMillis),
                        RunResult.CORRECT));
    }

    private String text() throws IOException {
        var comparison = new StorageComparison(
                List.of(Provider.named("chasqui"), Provider.named("artemis"), Provider.named("activemq")),
                List.of(WORKLOAD),
                Durability.DISK,
                1,
                0.1,
                1_000,
                3,
                5,
                "",
                new Java(Path.of("java"), List.of(), Path.of("home"), List.of()),
                Path.of("output"));
        return new StorageReport(comparison, results, new Machine("a machine")).text();
    }
}
