package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.journal.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many segments a journal has under steady load, those prepared ahead among them: twice what lives, and four. */
class DiskUseTest {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int SEGMENTS = 4;
    private static final int BURST = 50;
    private static final Duration BURST_TIME = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(1_000_000);
    private final List<String> bodies =
            IntStream.range(0, BURST).mapToObj(i -> i + "-" + "x".repeat(1_500)).toList();

    @Test
    void staysAtFourSegmentsWhenHardlyAnythingLives() throws IOException {
        try (DirectoryBroker broker = open(1)) {
            Traffic traffic = new Traffic(broker);

            assertThat(traffic.mostFiles(400)).isLessThanOrEqualTo(SEGMENTS);

            assertThat(broker.recovered().writer().journal().segment()).isGreaterThan(20);
        }
    }

    @Test
    void staysAtFourSegmentsWithMessagesThatNobodyConsumes() throws IOException {
        try (DirectoryBroker broker = open(1)) {
            Traffic traffic = new Traffic(broker);
            for (int i = 0; i < 5; i++) {
                traffic.session.send(OTHER, "forgotten " + i);
                assertThat(traffic.mostFiles(100)).isLessThanOrEqualTo(SEGMENTS);
            }
        }

        damage(newest("checkpoint-"));
        try (DirectoryBroker broker = open(1)) {
            assertThat(read(broker, OTHER)).hasSize(5).first().isEqualTo("forgotten 0");
        }
    }

    @Test
    void takesTwiceWhatLivesBesidesTheFour() throws IOException {
        try (DirectoryBroker broker = open(1)) {
            Traffic traffic = new Traffic(broker);
            for (int i = 0; i < 3_000; i++) {
                traffic.session.send(i % 5 == 0 ? OTHER : QUEUE, bodies.get(i % BURST));
            }
            traffic.settle();
            long live = broker.state().segments().heldBytes();
            long most = SEGMENTS + 2 * live / SEGMENT_BYTES;

            assertThat(live).isGreaterThan(SEGMENT_BYTES / 2);
            assertThat(traffic.mostFiles(400)).isLessThanOrEqualTo((int) most);
        }
    }

    @Test
    void hasItsReserveWhenNoSegmentCanGo() throws IOException {
        try (DirectoryBroker broker = open(2)) {
            Traffic traffic = new Traffic(broker);
            int before = broker.recovered().writer().journal().segment();
            while (broker.recovered().writer().journal().segment() < before + 5) {
                traffic.session.send(OTHER, bodies.get(0));
            }
            IntStream.range(0, SEGMENT_BYTES / 2 / 1_500)
                    .forEach(i -> traffic.session.send(OTHER, bodies.get(i % BURST)));
            while (files(".precreated").size() < 2) {
                Thread.onSpinWait();
            }

            assertThat(broker.failure()).isNull();
            assertThat(broker.recovered().writer().journal().reserveReady()).isTrue();
        }
    }

    @Test
    void leavesNoDeadSegmentsBehindAtACleanStop() throws IOException {
        int before;
        try (DirectoryBroker broker = open(1)) {
            Traffic traffic = new Traffic(broker);
            traffic.session.send(OTHER, "stays");
            while (broker.recovered().writer().journal().segment() < 8) {
                traffic.burst();
            }
            before = files("segment-").size();

            broker.stop();
        }

        assertThat(before).isGreaterThanOrEqualTo(8);
        assertThat(files("segment-")).hasSizeLessThanOrEqualTo(SEGMENTS);
        try (DirectoryBroker broker = open(1)) {
            assertThat(read(broker, OTHER)).containsExactly("stays");
        }
    }

    private DirectoryBroker open(int reserveSegments) throws IOException {
        ChronicleOptions options = new ChronicleOptions(SEGMENT_BYTES, reserveSegments, System::nanoTime);
        return new DirectoryBroker(
                ChronicleJournalStore.open(new FaultyDisk(), directory, options), clock, DestinationPolicies.DEFAULT);
    }

    private static List<String> read(DirectoryBroker broker, Destination queue) {
        ScriptedSession session = broker.client(2, null).session(AcknowledgeMode.AUTO);
        return session.consumer(queue, 100).receiveTexts();
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("journal"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains(part))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    private Path newest(String part) throws IOException {
        List<Path> files = files(part);
        return files.get(files.size() - 1);
    }

    private static void damage(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 40);
        }
    }

    /** Messages that are sent, received and acknowledged, 50 in a tenth of a second. */
    private final class Traffic {
        private final ScriptedSession session;
        private final ScriptedConsumer consumer;
        private final DirectoryBroker broker;

        Traffic(DirectoryBroker broker) {
            this.broker = broker;
            this.session = broker.client(1, null).session(AcknowledgeMode.CLIENT);
            this.consumer = session.consumer(QUEUE, 0);
        }

        int mostFiles(int bursts) throws IOException {
            int most = 0;
            for (int burst = 0; burst < bursts; burst++) {
                session.client().together(() -> bodies.forEach(body -> session.send(QUEUE, body)));
                most = Math.max(most, files("segment-").size());
                consumer.credit(BURST).receiveAll();
                session.acknowledge();
                broker.pass(BURST_TIME);
                most = Math.max(most, files("segment-").size());
            }
            return most;
        }

        /** Without any time for the broker's duties. */
        void burst() {
            bodies.forEach(body -> session.send(QUEUE, body));
            consumer.credit(BURST).receiveAll();
            session.acknowledge();
        }

        void settle() {
            while (!consumer.credit(BURST).receiveAll().isEmpty()) {
                session.acknowledge();
            }
            for (int tick = 0; tick < 100; tick++) {
                broker.pass(BURST_TIME);
            }
        }
    }
}
