package io.chasqui.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.Trees;
import io.chasqui.testkit.engine.DirectoryBroker;
import io.chasqui.testkit.engine.ScriptedConsumer;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.engine.ScriptedSession;
import io.chasqui.testkit.journal.DiskCall;
import io.chasqui.testkit.journal.DiskFault;
import io.chasqui.testkit.journal.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The n-th call to the disk fails, for every n of a history from the opening of a directory to its clean stop. The broker
 * ends or refuses to start with a message that names the file; the next start, on a healthy disk, keeps every promise.
 *
 * <p>The short form takes each n once for all kinds of calls together. The long form, {@code
 * -Dchasqui.faults.long=true}, takes every n of every kind and every fault (some minutes).
 */
class FaultLoopTest {
    private static final boolean LONG = Boolean.getBoolean("chasqui.faults.long");
    private static final EnumSet<DiskCall> FINAL =
            EnumSet.of(DiskCall.FORCE, DiskCall.FORCE_DIRECTORY, DiskCall.APPEND);
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final long START_MILLIS = 1_000_000;

    @TempDir
    private Path temporary;

    private final ManualClock clock = new ManualClock(START_MILLIS);

    /** Each of these takes every fourth call; together they take all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void keepsItsWordWhicheverCallFails(int first) throws IOException {
        assertThat(rounds(DiskFault.ERROR, first, 4)).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT", "FULL"})
    void keepsItsWordOnAFullDisk(DiskFault fault) throws IOException {
        assertThat(rounds(fault, 1, LONG ? 1 : 11)).isGreaterThan(10);
    }

    private int rounds(DiskFault fault, int first, int step) throws IOException {
        Path base = base();
        int rounds = 0;
        for (int n = first; round(base, EnumSet.allOf(DiskCall.class), n, fault); n += step) {
            rounds++;
        }
        return rounds;
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "chasqui.faults.long", matches = "true")
    void keepsItsWordAtEveryCallOfAKind(DiskCall kind) throws IOException {
        Path base = base();
        for (DiskFault fault : DiskFault.values()) {
            int n = 1;
            while (round(base, EnumSet.of(kind), n, fault)) {
                n++;
            }
        }
    }

    /** One life with a fault and one without; false when the history has fewer calls. */
    private boolean round(Path base, Set<DiskCall> kinds, int n, DiskFault fault) throws IOException {
        Path directory = Trees.copy(base, temporary.resolve("round"));
        Claims claims = new Claims();
        claims.known(FaultHistory.QUEUE, FaultHistory.OLD);
        FaultyDisk disk = new FaultyDisk();
        disk.failOnce(kinds, n, fault);
        FaultHistory history = null;
        String what = "call " + n + ", " + fault;
        try {
            history = live(disk, directory, claims);
            what += " " + disk.failures();
            assertNoForceIsTriedAgain(disk);
            checkNextLife(directory, history, claims);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("At " + what, failed);
        }
        Trees.delete(directory);
        return !disk.failures().isEmpty();
    }

    private @Nullable FaultHistory live(FaultyDisk disk, Path directory, Claims claims) throws IOException {
        ChronicleJournalStore store;
        try {
            store = open(disk, directory);
        } catch (IOException refused) {
            assertExplained(refused, directory);
            return null;
        }
        FaultHistory history = null;
        try (store) {
            DirectoryBroker broker = new DirectoryBroker(store, clock, DestinationPolicies.DEFAULT);
            history = new FaultHistory(broker, clock, claims, 2);
            history.run();
            Throwable failure = broker.failure();
            if (failure != null) {
                assertExplained(failure, directory);
            }
        } catch (IOException | JournalFailedException failed) {
            assertExplained(failed, directory);
        }
        return history;
    }

    private void checkNextLife(Path directory, @Nullable FaultHistory history, Claims claims) throws IOException {
        clock.advance(Duration.ofSeconds(10));
        try (DirectoryBroker broker =
                new DirectoryBroker(open(new FaultyDisk(), directory), clock, DestinationPolicies.DEFAULT)) {
            broker.verifyBooks();
            ScriptedSession observer = broker.client(77, null).session(AcknowledgeMode.AUTO);
            checkQueues(observer, claims);
            claims.checkBranches(observer.recover());
            assertThat(browse(observer, FaultHistory.VOLATILE)).isEmpty();
            if (history != null) {
                broker.adopt(history.client());
                claims.checkResolved();
                checkQueues(observer, claims);
                claims.check(FaultHistory.TOPIC, history.subscribed());
            }
            broker.verifyBooks();
            assertThat(broker.failure()).isNull();
        }
    }

    private static void checkQueues(ScriptedSession observer, Claims claims) {
        for (Destination queue : List.of(FaultHistory.QUEUE, FaultHistory.OTHER, FaultHistory.BULK)) {
            claims.check(queue, browse(observer, queue));
        }
        assertThat(browse(observer, FaultHistory.SHORT_LIVED)).as("expired").isEmpty();
    }

    private static List<String> browse(ScriptedSession observer, Destination queue) {
        ScriptedConsumer browser = observer.open(ConsumerKind.BROWSER, queue, Filter.NONE, 100);
        List<String> texts = browser.receiveTexts();
        browser.close();
        return texts;
    }

    private static void assertExplained(Throwable failure, Path directory) {
        assertThat(failure)
                .isInstanceOfAny(IOException.class, JournalFailedException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContainingAll("Reason: ", "free space");
    }

    /** Once a force or an append has failed, there is none on that segment any more. Checkpoints are written anew. */
    private static void assertNoForceIsTriedAgain(FaultyDisk disk) {
        Set<Path> lost = new HashSet<>();
        for (FaultyDisk.Call call : disk.calls()) {
            boolean sideFile = call.file().toString().contains("index");
            boolean writes = FINAL.contains(call.kind()) && !sideFile;
            assertThat(writes && lost.contains(call.file()))
                    .as("%s again", call)
                    .isFalse();
            if (writes && call.failed()) {
                lost.add(call.file());
            }
        }
    }

    /** A directory that a broker has left without proof of what it has written last. */
    private Path base() throws IOException {
        Path directory = temporary.resolve("base");
        try (DirectoryBroker broker =
                new DirectoryBroker(open(new FaultyDisk(), directory), clock, DestinationPolicies.DEFAULT)) {
            new FaultHistory(broker, clock, new Claims(), 1).old();
        }
        return directory;
    }

    private static ChronicleJournalStore open(Disk disk, Path directory) throws IOException {
        return ChronicleJournalStore.open(disk, directory, new ChronicleOptions(SEGMENT_BYTES, 0, System::nanoTime));
    }
}
