package io.chasqui.broker.checkpoint;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.ChangeListener;
import io.chasqui.broker.state.Particulars;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A picture of the durable state at one moment, taken while the state goes on changing: a queue is taken in its turn, or
 * right before its first change; what belongs to no queue is taken at once. So nobody waits longer than it takes to copy
 * that, or one queue's bits and particulars. Rows are not in it, they are in the files of their segments.
 *
 * <pre>
 * ┌─────────┬────────┬─────────────────┬───────────────────────┬────────────────────────────┐
 * │ numbers │ usages │ queues, by      │ length and events:    │                            │
 * │         │        │ number: length, │ windows, branches,    │                            │
 * │         │        │ events, runs,   │ the broker's identity │                            │
 * │         │        │ particulars     │                       │                            │
 * └─────────┴────────┴─────────────────┴───────────────────────┴────────────────────────────┘
 * </pre>
 *
 * <p>Belongs to the baton's holder until it is complete.
 */
public final class Capture implements ChangeListener {
    private final BrokerState state;
    private final Set<QueueState> pending = new LinkedHashSet<>();
    private final TreeMap<Integer, byte[]> queues = new TreeMap<>();
    private final WireWriter head = new WireWriter(1024);
    private final WireWriter others = new WireWriter(1024);
    private final List<Run> runs = new ArrayList<>();

    private Capture(BrokerState state) {
        this.state = state;
    }

    /** Begins one; there must be no other under way on this state. */
    public static Capture begin(BrokerState state) {
        Capture capture = new Capture(state);
        capture.takeNumbers();
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                capture.pending.add(queue);
            }
        }
        Preamble.ofOthers(state).forEach(event -> write(capture.others, event));
        state.beforeChanges(capture);
        return capture;
    }

    /**
     * Takes some more queues.
     *
     * @param count how many at most
     * @return whether all are taken
     */
    public boolean slice(int count) {
        Iterator<QueueState> next = pending.iterator();
        for (int i = 0; i < count && next.hasNext(); i++) {
            QueueState queue = next.next();
            next.remove();
            take(queue);
        }
        if (pending.isEmpty()) {
            state.beforeChanges(null);
            return true;
        }
        return false;
    }

    /** The runs whose rows the picture refers to. */
    public List<Run> runs() {
        return runs;
    }

    /** The picture, when it is complete. */
    public byte[] bytes() {
        WireWriter out = new WireWriter(head.size() + others.size() + 1024);
        out.writeRaw(head.array(), 0, head.size());
        out.writeInt(queues.size());
        queues.forEach((number, bytes) -> {
            out.writeInt(bytes.length);
            out.writeRaw(bytes, 0, bytes.length);
        });
        out.writeInt(others.size());
        out.writeRaw(others.array(), 0, others.size());
        return out.toByteArray();
    }

    @Override
    public void before(QueueState queue) {
        if (pending.remove(queue)) {
            take(queue);
        }
    }

    private void takeNumbers() {
        head.writeInt(state.epoch())
                .writeInt(state.nextQueue())
                .writeInt(state.nextSession())
                .writeInt(state.branches().next());
        SegmentTable table = state.segments();
        head.writeInt(table.held().size());
        for (int segment : table.held()) {
            SegmentTable.Usage usage = table.usage(segment);
            head.writeInt(segment)
                    .writeInt(usage == null ? 0 : usage.messages())
                    .writeLong(usage == null ? 0 : usage.messageBytes());
        }
    }

    private void take(QueueState queue) {
        WireWriter events = new WireWriter(128);
        SubscriptionDefinition subscription = queue.subscription();
        write(
                events,
                subscription == null
                        ? new Event.QueueCreated(queue.number(), queue.destination())
                        : new Event.SubscriptionCreated(queue.number(), subscription));
        write(events, Preamble.counters(queue));
        write(events, Preamble.measures(queue));
        List<Run> live = new ArrayList<>(queue.storedRuns());
        live.removeIf(run -> run.liveCount() == 0);
        runs.addAll(live);
        WireWriter out = new WireWriter(256);
        out.writeInt(events.size()).writeRaw(events.array(), 0, events.size());
        out.writeInt(queue.number())
                .writeLong(queue.exposedUpTo())
                .writeInt(queue.expiringStored())
                .writeInt(live.size());
        live.forEach(run -> takeRun(out, run));
        List<Particulars> particulars = queue.particulars();
        out.writeInt(particulars.size());
        particulars.forEach(each -> takeParticulars(out, each));
        queues.put(queue.number(), out.toByteArray());
    }

    private static void takeRun(WireWriter out, Run run) {
        out.writeInt(run.segment()).writeInt(run.number()).writeInt(run.count());
        for (int word = 0; word < run.words(); word++) {
            out.writeLong(run.liveBits(word));
        }
    }

    private static void takeParticulars(WireWriter out, Particulars particulars) {
        int flags =
                (particulars.exposed() ? 1 : 0) | (particulars.exposedNow() ? 2 : 0) | (particulars.spared() ? 4 : 0);
        out.writeLong(particulars.sequence())
                .writeInt(particulars.releases())
                .writeByte(flags)
                .writeLong(particulars.deliveryTimeMillis())
                .writeInt(particulars.annotations().length)
                .writeRaw(particulars.annotations(), 0, particulars.annotations().length)
                .writeInt(particulars.places().size());
        for (Place place : particulars.places()) {
            out.writeInt(place.segment())
                    .writeInt(place.offset())
                    .writeInt(place.length())
                    .writeInt(place.checksum());
        }
    }

    private static void write(WireWriter out, Event event) {
        EventCodec.write(out, event, (payload, offset) -> {
            throw new IllegalStateException("A checkpoint holds no payloads, but one came at offset " + offset + ".");
        });
    }
}
