package io.chasqui.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderFileTest {
    private static final LineFile SHIPPED =
            new LineFile(Path.of(System.getProperty("basedir", ".")).resolve("src/main/data/orders.jsonl"));

    @Test
    void isWhatTheGeneratorMakes() throws IOException {
        OrderFileGenerator generator = new OrderFileGenerator();
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= OrderFileGenerator.orders(); number++) {
            expected.add(generator.order(number));
        }

        try (BufferedReader reader = SHIPPED.open()) {
            assertThat(reader.lines().toList()).isEqualTo(expected);
        }
    }

    @Test
    void holdsTenThousandObjectsAndNothingElse() throws IOException {
        LineFile.Count count = SHIPPED.count();

        assertThat(count.lines()).isGreaterThanOrEqualTo(10_000);
        assertThat(count.malformed()).isZero();
    }
}
