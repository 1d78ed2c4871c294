package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that a broker has left, whole and damaged, and one that a broker uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalCommandTest {
    private static final int SEGMENT_BYTES = 4 << 20;
    private static final String BODY = "x".repeat(60_000);

    /** So few of the bodies sent that every segment is needed, and none is deleted or copied away beside the tests. */
    private static final int FEW = 8;

    /** So many that there are segments to delete and to copy. */
    private static final int HALF = 80;

    @TempDir
    private Path temporary;

    private Path stoppedOnce = Path.of("");

    @BeforeAll
    void makeADirectory(@TempDir Path once) throws IOException {
        stoppedOnce = once;
        for (int life = 0; life < 2; life++) {
            try (Broker broker = broker(stoppedOnce)) {
                assertThat(broker.name()).isEqualTo("inspected");
                work(FEW);
            }
        }
    }

    @Test
    void findsTheDirectoryOfAStoppedBrokerIntact() throws IOException {
        Path directory = stopped();
        Map<String, Long> before = content(directory);

        CommandResult result = CommandResult.of("journal", "verify", directory.toString());

        assertThat(result.out()).as(result.err()).doesNotContain("DAMAGE").endsWith("intact\n");
        assertThat(result.out()).contains("durable sequence ", "last sequence ", "states compared with replay");
        assertThat(result.out()).doesNotContain(" 0 states compared");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(content(directory)).isEqualTo(before);
    }

    @Test
    void saysThatABrokerUsesTheDirectoryButNotItsCopy() throws IOException {
        Path directory = temporary.resolve("data");
        try (Broker broker = broker(directory)) {
            work(HALF);
            assertThat(broker.name()).isEqualTo("inspected");

            CommandResult live = CommandResult.of("journal", "verify", directory.toString());
            CommandResult copied =
                    CommandResult.of("journal", "verify", copy(directory).toString());

            assertThat(live.err()).startsWith("Warning: a broker uses " + directory + " (process ");
            assertThat(live.status()).as(live.out()).isZero();
            assertThat(copied.err()).isEmpty();
            assertThat(copied.status()).as(copied.out()).isZero();
            work(HALF);
        }
    }

    @Test
    void readsWhatABrokerWritesAtTheSameTime() throws Exception {
        Path directory = temporary.resolve("data");
        try (Broker broker = broker(directory)) {
            Future<Boolean> worked = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"))
                    .submit(() -> {
                        for (int i = 0; i < 4; i++) {
                            work(HALF);
                        }
                        return true;
                    });

            List<CommandResult> results = new ArrayList<>();
            do {
                results.add(CommandResult.of("journal", "verify", directory.toString()));
                results.add(CommandResult.of("journal", "stats", directory.toString()));
                results.add(CommandResult.of("journal", "dump", directory.toString(), "--from", "segment:2"));
            } while (!worked.isDone());

            assertThat(results)
                    .allSatisfy(result -> assertThat(result.status())
                            .as(result.err() + result.out())
                            .isZero());
            assertThat(worked.get()).isTrue();
            assertThat(broker.name()).isEqualTo("inspected");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment-", "checkpoint-", "index-"})
    void findsAFlippedBitInAnyFile(String kind) throws IOException {
        Path directory = stopped();
        for (Path file : files(directory, kind)) {
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            damaged[dataBytes(whole) / 2] ^= 4;
            Files.write(file, damaged);

            CommandResult result = CommandResult.of("journal", "verify", directory.toString());

            assertThat(result.status())
                    .as("%s: %s %s", file, result.out(), result.err())
                    .isEqualTo(1);
            assertThat(result.out())
                    .containsPattern("(?m)^DAMAGE " + directory.relativize(file) + " offset [0-9]+: .+$")
                    .containsPattern("damaged: [0-9]+ findings\n$");
            Files.write(file, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment-", "index-"})
    void missesAFileThatIsNeeded(String kind) throws IOException {
        Path directory = stopped();
        List<Path> files = files(directory, kind);
        Files.delete(files.get(files.size() - 1));

        CommandResult result = CommandResult.of("journal", "verify", directory.toString());

        assertThat(result.out()).contains("DAMAGE ");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void isWhatARefusedStartRecommends() throws IOException {
        Path directory = stopped();
        for (Path checkpoint : files(directory, "checkpoint-")) {
            Files.delete(checkpoint);
        }
        Files.delete(files(directory, "segment-").get(1));

        assertThatThrownBy(() -> broker(directory)).hasMessageContaining("'chasqui journal verify'");

        CommandResult result = CommandResult.of("journal", "verify", directory.toString());
        assertThat(result.out()).contains("segment 2, which comes before it, is missing");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void missesTheNewestSegmentAsAStartDoes() throws IOException {
        Path directory = stopped();
        Path last = lastSegment(directory);
        Files.delete(last);

        assertThatThrownBy(() -> broker(directory)).hasMessageContainingAll(last.toString(), "is missing", "delete ");

        CommandResult result = CommandResult.of("journal", "verify", directory.toString());
        assertThat(result.out())
                .containsPattern("(?m)^DAMAGE journal/live/" + last.getFileName() + " offset 0: segment .* is missing");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void takesATornTailForWhatItIs() throws IOException {
        Path killed = killed();
        Path last = lastSegment(killed);
        byte[] bytes = Files.readAllBytes(last);
        bytes[dataBytes(bytes) - 1] ^= 1;
        Files.write(last, bytes);

        CommandResult verified = CommandResult.of("journal", "verify", killed.toString());
        CommandResult dumped = CommandResult.of("journal", "dump", killed.toString());
        CommandResult counted = CommandResult.of("journal", "stats", killed.toString());

        assertThat(verified.out())
                .contains("note journal/live/" + last.getFileName(), "the tail is torn", "then a torn tail");
        assertThat(verified.status()).as(verified.out()).isZero();
        assertThat(dumped.out().lines().filter(line -> line.contains("!!")))
                .singleElement()
                .asString()
                .contains("bytes are no batch");
        assertThat(dumped.status()).as(dumped.err()).isZero();
        assertThat(counted.err()).doesNotContain("DAMAGE");
        assertThat(counted.status()).as(counted.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "stats"})
    void takesAGapInTheLastSegmentForDamageWhenWhatFollowsProvesIt(String command) throws IOException {
        Path killed = killed();
        Path last = lastSegment(killed);
        byte[] bytes = Files.readAllBytes(last);
        bytes[dataBytes(bytes) / 2] ^= 1;
        Files.write(last, bytes);

        CommandResult result = CommandResult.of("journal", command, killed.toString());

        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
    }

    @Test
    void showsEventsOfOneDestinationWithoutBodies() throws IOException {
        Path directory = stopped();

        CommandResult all = CommandResult.of("journal", "dump", directory.toString());
        CommandResult some = CommandResult.of("journal", "dump", directory.toString(), "--destination", "greetings");

        assertThat(all.status()).as(all.err()).isZero();
        assertThat(all.out())
                .contains("SegmentHead START", "SegmentHead ROLL", "BrokerStarted epoch 1", "queue \"bulk\"");
        assertThat(some.out().lines())
                .allMatch(line -> line.contains("\"greetings\""))
                .anyMatch(line -> line.matches("[0-9]+:[0-9]+ [0-9]+ epoch [0-9]+ [0-9T:.-]+Z MessageAccepted"
                        + " [0-9]+ queue \"greetings\"#[0-9]+, priority 4, [0-9]+ bytes at [0-9]+:[0-9]+, by session"
                        + " [0-9]+ command [0-9]+"))
                .anyMatch(line -> line.contains("DeliveriesAcknowledged "))
                .noneMatch(line -> line.contains("hello"));
    }

    @Test
    void showsBodiesWhenAsked() throws IOException {
        Path directory = stopped();

        CommandResult result =
                CommandResult.of("journal", "dump", directory.toString(), "--destination", "greetings", "--bodies");

        assertThat(result.out())
                .contains("    text \"hello\\u000aworld\"", "    property colour = blue", "headers ID:");
    }

    @Test
    void beginsWhereItIsAsked() throws IOException {
        Path directory = stopped();

        CommandResult fromSequence = CommandResult.of("journal", "dump", directory.toString(), "--from", "40");
        CommandResult fromSegment = CommandResult.of("journal", "dump", directory.toString(), "--from", "segment:2");
        CommandResult fromDay = CommandResult.of("journal", "dump", directory.toString(), "--from", "2200-01-01");

        assertThat(fromSequence.out().lines())
                .isNotEmpty()
                .allMatch(line -> Long.parseLong(line.split(" ", -1)[1]) >= 40);
        assertThat(fromSegment.out().lines()).isNotEmpty().noneMatch(line -> line.startsWith("1:"));
        assertThat(fromDay.out()).isEmpty();
    }

    @Test
    void showsWhatLiesBehindDamage() throws IOException {
        Path directory = stopped();
        Path first = files(directory, "segment-").get(0);
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length / 2] ^= 4;
        Files.write(first, bytes);

        CommandResult result = CommandResult.of("journal", "dump", directory.toString());

        assertThat(result.out()).containsPattern("(?m)^1:[0-9]+ !! [0-9]+ bytes are no batch: the batch's checksum");
        assertThat(result.out().lines().filter(line -> line.startsWith("1:")).reduce((one, next) -> next))
                .hasValueSatisfying(line -> assertThat(line).doesNotContain("!!"));
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void tellsWhoNeedsWhat() throws IOException {
        Path directory = stopped();

        CommandResult result = CommandResult.of("journal", "stats", directory.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("queue bulk (", "subscription audit of topic news (client inspector) (")
                .containsPattern("(?m)^checkpoint-[0-9]+: [0-9]+ bytes, up to sequence [0-9]+, a start reads on")
                .containsPattern("(?m)^indexes +[0-9]+ bytes in [0-9]+ files$")
                .containsPattern("(?m)^live +[0-9]+ bytes of [0-9]+ waiting messages, [0-9.]+% of the total$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "stats"})
    void refusesWhatIsNoDataDirectory(String command) {
        CommandResult missing =
                CommandResult.of("journal", command, temporary.resolve("none").toString());
        CommandResult other = CommandResult.of("journal", command, temporary.toString());

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("There is no directory").hasLineCount(1);
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("is no data directory of a broker").hasLineCount(1);
    }

    /** A directory after two lives of a broker; each test gets its own. */
    private Path stopped() throws IOException {
        return copy(stoppedOnce);
    }

    /** A directory as a broker leaves it that is killed. */
    private Path killed() throws IOException {
        Path directory = temporary.resolve("data");
        try (Broker broker = broker(directory)) {
            work(FEW);
            assertThat(broker.name()).isEqualTo("inspected");
            return copy(directory);
        }
    }

    private static Path lastSegment(Path directory) throws IOException {
        List<Path> segments = files(directory.resolve("journal/live"), "segment-");
        return segments.get(segments.size() - 1);
    }

    private static Broker broker(Path directory) throws IOException {
        return Broker.start(BrokerOptions.embedded("inspected", directory).withSegmentBytes(SEGMENT_BYTES));
    }

    private static void work(int consumed) {
        try (JMSContext context = new ChasquiConnectionFactory("vm:inspected").createContext()) {
            context.setClientID("inspector");
            Topic news = context.createTopic("news");
            context.createDurableConsumer(news, "audit").close();
            Queue greetings = context.createQueue("greetings");
            Queue bulk = context.createQueue("bulk");
            context.createProducer().setProperty("colour", "blue").send(greetings, "hello\nworld");
            try (JMSConsumer consumer = context.createConsumer(greetings)) {
                assertThat(consumer.receive(20_000)).isNotNull();
            }
            context.createProducer().send(news, "flash");
            for (int i = 0; i < 160; i++) {
                context.createProducer().send(bulk, BODY);
            }
            try (JMSConsumer consumer = context.createConsumer(bulk)) {
                for (int i = 0; i < consumed; i++) {
                    assertThat(consumer.receive(20_000)).isNotNull();
                }
            }
        }
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !file.toString().endsWith(".precreated"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    private static int dataBytes(byte[] file) {
        int end = file.length;
        while (file[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private Path copy(Path directory) throws IOException {
        Path target = temporary.resolve("copy");
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copied = target.resolve(directory.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
        return target;
    }

    private static Map<String, Long> content(Path directory) throws IOException {
        Map<String, Long> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                CRC32C checksum = new CRC32C();
                checksum.update(Files.readAllBytes(file));
                content.put(directory.relativize(file).toString(), checksum.getValue());
            }
        }
        return content;
    }
}
