package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.checkpoint.Capture;
import io.chasqui.broker.checkpoint.CheckpointReader;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.index.IndexFile;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.StateDigest;
import io.chasqui.testkit.journal.MemoryJournalStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A picture that is taken in slices, while everything changes that can change, is the state as it was when the picture was
 * begun; and a state that is made from it goes the same way from there on.
 */
class CaptureTest {
    private static final int STEPS = 1_500;

    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);
    private final SideFiles files = new MemoryJournalStore().sideFiles();
    private final Set<Integer> indexed = new HashSet<>();
    private int segment = 1;
    private @Nullable Picture picture;
    private @Nullable Copy copy;

    /** A picture under way. */
    private record Picture(Capture capture, CheckpointHead head, List<String> expected, List<Step> since) {}

    /** An event in its segment. */
    private record Step(int segment, Supplier<Event> event) {}

    /** A state that was made from a picture. */
    private record Copy(BrokerState state, EventApplier applier) {
        void follow(Step step) {
            state.enterSegment(step.segment);
            applier.apply(step.event.get(), 0);
        }
    }

    static long[] seeds() {
        Long one = Long.getLong("chasqui.engine.seed");
        return one == null
                ? java.util.stream.LongStream.range(0, Long.getLong("chasqui.engine.seeds", 10))
                        .toArray()
                : new long[] {one};
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheStateWhenItWasBegun(long seed) throws IOException {
        Random random = new Random(seed);
        RandomHistory history = new RandomHistory(state, seed);
        state.enterSegment(segment);
        applier.apply(new Event.BrokerStarted(1), 0);
        int pictures = 0;
        for (int i = 0; i < STEPS; i++) {
            Step step = new Step(segment, history.next());
            apply(step);
            if (random.nextInt(40) == 0) {
                state.enterSegment(++segment);
                history.segment(segment);
                begin();
            }
            if (random.nextInt(8) == 0 && goOn(1 + random.nextInt(2))) {
                pictures++;
            }
            if (random.nextInt(5) == 0) {
                state.trim();
            }
        }
        assertThat(pictures).isGreaterThan(5);
    }

    private void apply(Step step) {
        applier.apply(step.event.get(), 5);
        if (picture != null) {
            picture.since.add(step);
        }
        if (copy != null) {
            copy.follow(step);
        }
    }

    private void begin() {
        if (picture == null) {
            CheckpointHead head = new CheckpointHead(segment, 100, 1, 1);
            picture = new Picture(Capture.begin(state), head, books(state), new ArrayList<>());
        }
    }

    /** Takes some queues; whether the picture is complete, and has been compared. */
    private boolean goOn(int queues) throws IOException {
        Picture now = picture;
        if (now == null || !now.capture.slice(queues)) {
            return false;
        }
        if (copy != null) {
            assertSame("state that went on from a picture", books(copy.state), books(state));
        }
        writeIndexes(now.capture.runs());
        BrokerState read = new BrokerState();
        CheckpointReader.read(CheckpointFile.of(now.head, now.capture.bytes()), files, read);
        assertSame("picture", books(read), now.expected);
        Copy next = new Copy(read, new EventApplier(read));
        now.since.forEach(next::follow);
        assertSame("state that caught up", books(read), books(state));
        picture = null;
        copy = next;
        return true;
    }

    private void writeIndexes(List<Run> runs) throws IOException {
        Map<Integer, List<Run>> bySegment = new TreeMap<>();
        runs.forEach(run -> bySegment
                .computeIfAbsent(run.segment(), each -> new ArrayList<>())
                .add(run));
        for (Map.Entry<Integer, List<Run>> each : bySegment.entrySet()) {
            if (indexed.add(each.getKey())) {
                IndexFile.write(files, each.getKey(), each.getValue());
                IndexFile file = IndexFile.open(files, each.getKey());
                each.getValue().forEach(run -> run.storedAs(file.run(run.number())));
            }
        }
    }

    private static void assertSame(String what, List<String> actual, List<String> expected) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(new HashSet<>(actual));
        List<String> extra = new ArrayList<>(actual);
        extra.removeAll(new HashSet<>(expected));
        assertThat(missing).as("missing in the %s, which has %s", what, extra).isEmpty();
        assertThat(actual).as(what).isEqualTo(expected);
    }

    /** The digest, and what it leaves out: counters, what segments are needed for, numbers. */
    private static List<String> books(BrokerState state) {
        List<String> books = new ArrayList<>(StateDigest.of(state));
        for (QueueState queue : state.queues()) {
            books.add(
                    "counters " + queue.number() + " next " + queue.nextSequence() + " in " + queue.enqueued() + " out "
                            + queue.acknowledged() + "/" + queue.expired() + "/" + queue.deadLettered() + " there "
                            + queue.size() + " expiring " + queue.expiring() + " held " + queue.held() + " exposed "
                            + queue.exposedUpTo() + " bytes "
                            + queue.counters().presentBytes());
        }
        SegmentTable segments = state.segments();
        for (int held : segments.held()) {
            SegmentTable.Usage usage = segments.usage(held);
            books.add("segment " + held + ": "
                    + (usage == null
                            ? "free"
                            : usage.messages() + " messages " + usage.messageBytes() + " bytes, " + usage.transactions()
                                    + " held"));
        }
        books.add("numbers " + state.epoch() + " " + state.nextQueue() + " " + state.nextSession() + " "
                + state.branches().next());
        return books;
    }
}
