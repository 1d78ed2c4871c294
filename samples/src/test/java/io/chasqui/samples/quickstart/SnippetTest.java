package io.chasqui.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnippetTest {
    @Test
    void isTenLinesLong() throws IOException {
        assertThat(Snippet.lines()).hasSize(10);
    }

    @Test
    void standsInTheReadme() throws IOException {
        Path readme = Path.of(System.getProperty("basedir", ".")).resolve("../README.md");

        List<String> lines = Files.readAllLines(readme).stream()
                .filter(line -> !line.isBlank())
                .toList();

        assertThat(lines).containsSequence(Snippet.lines());
    }
}
