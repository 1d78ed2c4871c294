package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents are the same whichever way their bytes take into the file. */
class DocumentLengthTest {
    @TempDir
    private Path temporary;

    @Test
    void appendsDocumentsShorterAndLongerThanAPageInAnyOrder() throws IOException {
        TestDirectory directory = new TestDirectory(temporary.resolve("data"));
        List<String> expected = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        int[] lengths = {1, 4_051, 4_052, 4_053, 70_000, 2, 4_096, 20, 8_192, 100_000, 3, 4_095, 12_289};

        try (TestDirectory.Life life = directory.live()) {
            for (int round = 0; round < 8; round++) {
                for (int length : lengths) {
                    String text = Integer.toString(expected.size() % 10).repeat(length) + expected.size();
                    expected.add(text);
                    places.add(place(life.append(text), text.length()));
                }
                life.force();
            }
            assertThat(life.journal().segment()).isGreaterThan(1);
            assertThat(texts(life.journal(), places)).isEqualTo(expected);
        }

        assertThat(directory.replay()).containsExactlyElementsOf(expected);
        try (TestDirectory.Life life = directory.live()) {
            assertThat(texts(life.journal(), places)).isEqualTo(expected);
        }
    }

    private static List<String> texts(Journal journal, List<Place> places) {
        return places.stream()
                .map(place -> new String(journal.read(place), StandardCharsets.UTF_8))
                .toList();
    }

    private static Place place(long packed, int length) {
        return new Place((int) (packed >>> 32), (int) packed, length);
    }
}
