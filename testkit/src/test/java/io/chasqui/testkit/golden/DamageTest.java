package io.chasqui.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.Trees;
import io.chasqui.testkit.engine.DirectoryBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bit flips somewhere in the files of a broker that was stopped. The next start has exactly the state of before with
 * exactly the bodies of before, or it stops, or reading a message stops it, each time with a message that names the file
 * and the offset. The long form, {@code -Dchasqui.faults.long=true}, flips many more bytes.
 */
class DamageTest {
    private static final int FLIPS_PER_FILE = Boolean.getBoolean("chasqui.faults.long") ? 400 : 25;
    private static final long START_MILLIS = 1_000_000;
    private static final String SEGMENT = "segment-";
    private static final String INDEX = "index-";

    @TempDir
    private Path temporary;

    private final ManualClock clock = new ManualClock(START_MILLIS);
    private GoldenDirectory base;
    private List<String> state;
    private final Map<String, Integer> loudByKind = new TreeMap<>();

    @BeforeEach
    void stopABroker() throws IOException {
        base = new GoldenDirectory(temporary.resolve("base"));
        try (DirectoryBroker broker = new DirectoryBroker(base.open(), clock, GoldenHistory.POLICIES)) {
            new GoldenHistory(broker, clock, 1).first();
            broker.stop();
        }
        state = GoldenState.recover(linked("pristine"));
    }

    @Test
    void hasTheSameStateOrSaysWhereItIsDamaged() throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (Path file : base.files()) {
            byte[] content = Files.readAllBytes(file);
            int step = Math.max(1, content.length / FLIPS_PER_FILE);
            for (int at = step / 2; at < content.length; at += step) {
                String outcome = flip(file, content, at);
                if (outcome != null) {
                    outcomes.add(base.path().relativize(file) + " byte " + at + ": " + outcome);
                }
            }
        }
        System.out.println("flips that a start or a reading complained about: " + loudByKind);
        assertThat(outcomes).isEmpty();
        assertThat(loudByKind).containsKeys(SEGMENT, INDEX);
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('-') + 1);
    }

    /** What is wrong about the next start, or null. */
    private String flip(Path file, byte[] content, int at) throws IOException {
        GoldenDirectory damaged = linked("damaged");
        Path target = damaged.path().resolve(base.path().relativize(file).toString());
        byte[] copy = content.clone();
        copy[at] ^= (byte) (1 << (at % 8));
        Files.delete(target);
        Files.write(target, copy);
        try {
            List<String> now = GoldenState.recover(damaged);
            return now.equals(state) ? null : "another state: " + difference(now);
        } catch (CorruptJournalException | JournalFailedException loud) {
            boolean named = loud.getMessage().contains(file.getFileName().toString())
                    && loud.getMessage().contains("offset");
            loudByKind.merge(kind(file), 1, Integer::sum);
            return named ? null : "no file and offset in: " + loud.getMessage();
        } catch (IOException | RuntimeException | Error bare) {
            return "not explained: " + bare;
        } finally {
            Trees.delete(damaged.path());
        }
    }

    private String difference(List<String> now) {
        List<String> more = new ArrayList<>(now);
        more.removeAll(state);
        List<String> less = new ArrayList<>(state);
        less.removeAll(now);
        return "more " + more.stream().limit(2).toList() + ", less "
                + less.stream().limit(2).toList();
    }

    /** The same files, not copied: recovery makes new ones and leaves those alone. */
    private GoldenDirectory linked(String name) throws IOException {
        Path target = temporary.resolve(name);
        for (Path file : base.files()) {
            Path link = target.resolve(base.path().relativize(file).toString());
            Files.createDirectories(link.getParent());
            Files.createLink(link, file);
        }
        return new GoldenDirectory(target);
    }
}
