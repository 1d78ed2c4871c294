package io.chasqui.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.RecoverySummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Life after life of a broker on one disk, each ended by a crash at a random point, in the middle of a take-over too. What
 * was confirmed is always there, in order, exactly once; what was not is there or not, but never with a hole before it.
 */
class RandomCrashTest {
    private static final int SEGMENT_BYTES = 4096;

    /** What the disk may hold: all of {@code texts}, of which the first {@code confirmed} must be there. */
    private static final class Model {
        private final List<String> texts = new ArrayList<>();
        private int confirmed;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void losesNothingConfirmedAndInventsNothing(long seed) {
        Random random = new Random(seed);
        MemoryJournalStore store = new MemoryJournalStore(SEGMENT_BYTES);
        List<String> present = List.of();

        for (int life = 1; life <= 60; life++) {
            Model model = new Model();
            model.texts.addAll(present);
            model.confirmed = present.size();
            try {
                if (random.nextInt(10) == 0) {
                    store.failAfter(random.nextInt(30));
                }
                live(store, present, model, random);
            } catch (JournalFailedException broken) {
                assertThat(broken).hasMessageContaining("Simulated failure");
            }
            store = crash(store, random);
            present = texts(store);

            assertThat(present)
                    .as("seed %d, life %d", seed, life)
                    .hasSizeGreaterThanOrEqualTo(model.confirmed)
                    .isEqualTo(model.texts.subList(0, Math.min(present.size(), model.texts.size())));
        }
        assertThat(present).isNotEmpty();
    }

    private static void live(MemoryJournalStore store, List<String> present, Model model, Random random) {
        RecoverySummary summary = store.summary();
        List<String> tail = new ArrayList<>();
        store.replay(batch -> {
            if (batch.header().sequence() > summary.durableSequence()) {
                tail.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8));
            }
        });
        JournalWriter writer = JournalWriter.open(store.start(), summary, 0, 1);
        for (String text : tail) {
            if (random.nextInt(40) == 0) {
                return;
            }
            append(writer, text, random);
        }
        writer.tailRewritten();
        for (int i = random.nextInt(40); i > 0; i--) {
            String text = summary.ownerEpoch() + "/" + (model.texts.size() - present.size()) + "/"
                    + "x".repeat(random.nextInt(300));
            model.texts.add(text);
            append(writer, text, random);
            if (random.nextInt(4) == 0) {
                writer.force();
                model.confirmed = model.texts.size();
            }
        }
    }

    private static void append(JournalWriter writer, String text, Random random) {
        if (writer.rollDue() || random.nextInt(30) == 0) {
            writer.flush();
            writer.roll(1);
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        writer.begin(1).writeRaw(body, 0, body.length);
        writer.end(0);
        writer.flush();
    }

    private static MemoryJournalStore crash(MemoryJournalStore store, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> store.crash(UnforcedContent.NONE);
            case 1 -> store.crash(UnforcedContent.ALL);
            case 2 -> store.crash(UnforcedContent.PREFIX);
            default -> store.crashKeeping(random.nextLong(store.unforcedBytes() + 1));
        };
    }

    private static List<String> texts(MemoryJournalStore store) {
        List<String> texts = new ArrayList<>();
        store.replay(
                batch -> texts.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8)));
        return texts;
    }
}
