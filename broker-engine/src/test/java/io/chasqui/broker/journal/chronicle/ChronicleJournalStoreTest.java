package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalStoreTest {
    @TempDir
    private Path temporary;

    private TestDirectory directory;

    @BeforeEach
    void createDirectory() {
        directory = new TestDirectory(temporary.resolve("data"));
    }

    @Test
    void readsBackWhatWasWrittenOverManyLives() throws IOException {
        List<String> expected = new ArrayList<>();

        for (int life = 1; life <= 8; life++) {
            try (TestDirectory.Life current = directory.live()) {
                assertThat(current.writer().ownerEpoch()).isEqualTo(life);
                expected.add("life-" + life);
                current.append("life-" + life);
                current.force();
            }
            assertThat(directory.replay()).containsExactlyElementsOf(unique(directory.replay()));
            assertThat(unique(directory.replay())).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void readsPlacesBackAcrossRollsAndLives() throws IOException {
        List<Place> places = new ArrayList<>();
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 40; i++) {
                String text = text(i);
                places.add(place(life.append(text), text.length()));
            }
            life.force();
            assertThat(life.journal().segment()).isGreaterThan(2);
            assertReadable(life.journal(), places);
            life.append("proof");
        }

        try (TestDirectory.Life life = directory.live()) {
            assertReadable(life.journal(), places);
        }
    }

    @Test
    void fillsASegmentToItsNominalSizeAndKeepsItToOneMapping() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            long size = Files.size(directory.segments().get(0));
            String large = "x".repeat(life.journal().documentLimitBytes() - 44);
            while (life.journal().segment() == 1) {
                life.append(large);
            }
            life.append("second");

            assertThat(Files.size(directory.segments().get(0))).isEqualTo(size);
            assertThat(life.journal().statistics().rolls()).hasValue(1);
            assertThat(life.journal().statistics().documents()).hasValueGreaterThan(5);
        }
    }

    @Test
    void cutsSegmentsOfEarlierLivesToTheirEnd() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("one");
            life.force();
        }
        try (TestDirectory.Life life = directory.live()) {
            assertThat(Files.size(directory.segments().get(0))).isLessThan(64 << 10);
            assertThat(life.journal().segment()).isEqualTo(2);
        }
    }

    @Test
    void refusesASecondBrokerInTheSameProcessAndKeepsTheFirst() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(directory::open)
                    .withMessageContaining(directory.path().toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid());

            life.append("still mine");
            life.force();
        }
        assertThat(directory.replay()).containsExactly("still mine");
    }

    @Test
    void refusesASecondBrokerInAnotherProcess() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.path().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(directory::open)
                    .withMessageContaining(directory.path().toString())
                    .withMessageContaining("process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(directory.replay()).isEmpty();
    }

    @Test
    void ignoresTheLockOfADeadProcessWithTheSameId() throws IOException {
        long pid = ProcessHandle.current().pid();
        Files.createDirectories(directory.path());
        Files.writeString(directory.path().resolve("chasqui.lock"), "process " + pid + ", started long ago\n");
        Files.createFile(directory.path().resolve("chasqui.claim-" + pid + "-1"));

        assertThat(directory.replay()).isEmpty();
    }

    @Test
    void refusesAMissingSegmentInTheMiddle() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 40; i++) {
                life.append(text(i));
            }
        }
        Files.delete(directory.segments().get(1));

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining("segment 2")
                .withMessageContaining("missing");
    }

    @Test
    void refusesASegmentThatIsThereTwice() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("kept");
        }
        SegmentFiles files = new SegmentFiles(new LocalDisk(), directory.path());
        Files.copy(files.live(1), files.sealed(1));

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining(files.live(1).toString())
                .withMessageContaining(files.sealed(1).toString())
                .withMessageContaining("twice");

        Files.delete(files.sealed(1));
        assertThat(directory.replay()).containsExactly("kept");
    }

    @Test
    void refusesAnEarlierSegmentThatEndsBeforeItsCut() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 40; i++) {
                life.append(text(i));
            }
        }
        SegmentBytes first = SegmentBytes.of(directory.segments().get(0));
        Files.write(
                directory.segments().get(0),
                first.flipped(first.indexOf(text(3)), 0).content());

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining("segment-10000001.cq4")
                .withMessageContaining("checksum");
    }

    @Test
    void survivesAKillAtAnyTime() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("forced");
            life.force();
            life.append("known to be forced");
            life.append("only appended");

            TestDirectory crashed = directory.crashed(temporary.resolve("crashed"));

            assertThat(crashed.replay()).containsExactly("forced", "known to be forced", "only appended");
            try (ChronicleJournalStore store = crashed.open()) {
                assertThat(store.summary().durableSequence()).isEqualTo(2);
                assertThat(store.summary().lastSequence()).isEqualTo(4);
            }
        }
    }

    @Test
    void discardsHalfCreatedSegments() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("kept");
            life.force();
        }
        SegmentFiles files = new SegmentFiles(new LocalDisk(), directory.path());
        byte[] beingCreated = new byte[8192];
        beingCreated[3] = (byte) 0x80;
        for (byte[] content : List.of(new byte[0], new byte[8192], beingCreated)) {
            Files.write(files.live(2), content);

            assertThat(directory.replay()).containsExactly("kept");
            assertThat(files.live(2)).doesNotExist();
        }
        assertThat(new LocalDisk().list(files.journal(), "*.torn")).isEmpty();
    }

    @Test
    void keepsATornSegmentAsideWhenItHoldsData() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("kept");
            life.force();
        }
        SegmentFiles files = new SegmentFiles(new LocalDisk(), directory.path());
        byte[] torn = new byte[8192];
        torn[5000] = 1;
        Files.write(files.live(2), torn);

        assertThat(directory.replay()).containsExactly("kept");
        assertThat(new LocalDisk().list(files.journal(), "*.torn")).hasSize(1);
    }

    @Test
    void goesBackToTheOldTailWhenTheTakeOverWasCutOff() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("proven");
            life.force();
            life.append("confirmed, but nothing proves it");
            life.force();
        }
        List<String> before = directory.replay();
        TestDirectory crashed;
        try (ChronicleJournalStore store = directory.open()) {
            JournalWriter.open(store.start(), store.summary(), 0, 1);
            crashed = directory.crashed(temporary.resolve("crashed"));
        }

        assertThat(before).containsExactly("proven", "confirmed, but nothing proves it");
        assertThat(crashed.replay()).isEqualTo(before);
        try (TestDirectory.Life life = crashed.live()) {
            life.append("after");
        }
        assertThat(unique(crashed.replay())).containsExactly("proven", "confirmed, but nothing proves it", "after");
    }

    @Test
    void refusesToForceBeforeTheTailIsWrittenAgain() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("unproven");
        }
        try (ChronicleJournalStore store = directory.open()) {
            JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);

            assertThatIllegalStateException().isThrownBy(writer::force).withMessageContaining("tailRewritten");

            writer.tailRewritten();
            writer.force();
        }
    }

    @Test
    void dropsAnUnfinishedChainAndKeepsAFinishedOneAcrossSegments() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("begin", BatchHeader.CHAIN_BEGIN);
            life.writer().roll(1);
            life.append("beside");
            life.append("part", BatchHeader.CHAIN_PART);
            life.writer().roll(1);
            life.append("end", BatchHeader.CHAIN_END);
            life.append("begin lost", BatchHeader.CHAIN_BEGIN);
            life.writer().roll(1);
            life.append("part lost", BatchHeader.CHAIN_PART);
            life.append("alone");
            life.force();
        }

        assertThat(directory.replay()).containsExactly("begin", "beside", "part", "end", "alone");
    }

    @Test
    void worksOnInterruptedThreads() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            Thread.currentThread().interrupt();
            long place = life.append("interrupted");
            life.force();
            life.writer().roll(1);
            byte[] read = life.journal().read(place(place, 11));
            boolean kept = Thread.interrupted();

            assertThat(kept).isTrue();
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("interrupted");
        }
        assertThat(directory.replay()).containsExactly("interrupted");
    }

    @Test
    void goesFromThreadToThread() throws IOException, InterruptedException {
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 5; i++) {
                String text = text(i);
                Thread holder = new Thread(() -> {
                    life.append(text);
                    life.writer().roll(1);
                });
                holder.start();
                holder.join();
            }
        }
        assertThat(directory.replay()).hasSize(5);
    }

    @Test
    void forcesFromManyThreadsWhileItAppendsAndRolls() throws IOException, InterruptedException {
        try (TestDirectory.Life life = directory.live()) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> forcers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread forcer = new Thread(() -> forceUntil(done, life));
                forcer.setUncaughtExceptionHandler((thread, reason) -> failure.set(reason));
                forcer.start();
                forcers.add(forcer);
            }
            for (int i = 0; i < 60; i++) {
                life.append(text(i));
            }
            done.set(true);
            for (Thread forcer : forcers) {
                forcer.join();
            }
            life.force();

            assertThat(failure.get()).isNull();
            assertThat(life.journal().statistics().rolls()).hasValueGreaterThan(2);
            assertThat(life.writer().durableSequence()).isEqualTo(life.writer().lastSequence());
        }
        assertThat(directory.replay()).hasSize(60);
    }

    @Test
    void readsFromADeletedSegmentFailLoudly() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            Place gone = place(life.append("gone"), 4);
            life.writer().roll(1);
            life.journal().read(gone);
            life.journal().delete(1);

            assertThatExceptionOfType(JournalFailedException.class)
                    .isThrownBy(() -> life.journal().read(gone))
                    .withMessageContaining("segment-10000001.cq4");
        }
    }

    private static void forceUntil(AtomicBoolean done, TestDirectory.Life life) {
        while (!done.get()) {
            long appended = life.writer().appendedSequence();
            life.force();
            if (life.writer().durableSequence() < appended) {
                throw new AssertionError("A force must cover what was appended before it.");
            }
        }
    }

    private static List<String> unique(List<String> texts) {
        return texts.stream().distinct().toList();
    }

    private static String text(int number) {
        return ("text-" + number + "-").repeat(12_000);
    }

    private static Place place(long packed, int length) {
        return new Place((int) (packed >>> 32), (int) packed, length);
    }

    private static void assertReadable(Journal journal, List<Place> places) {
        for (int i = 0; i < places.size(); i++) {
            assertThat(new String(journal.read(places.get(i)), StandardCharsets.UTF_8))
                    .isEqualTo(text(i));
        }
    }
}
