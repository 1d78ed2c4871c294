package io.chasqui.testkit.engine;

import io.chasqui.broker.checkpoint.CheckpointReader;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.dispatch.InFlight;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.StateDigest;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.testkit.journal.MemoryJournalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * What must hold of a broker at any moment between two turns:
 *
 * <ul>
 *   <li>replaying the journal gives the state it has;
 *   <li>of each queue, what was enqueued has been acknowledged, has expired, went to a dead-letter queue, had to make room, was lost with a broker, or is there;
 *   <li>a message is free, or in flight to exactly one session, which knows it;
 *   <li>payloads in memory are the bytes that the journal has at their place.
 * </ul>
 */
final class EngineChecks {
    private EngineChecks() {}

    static List<String> digest(BrokerState state) {
        return StateDigest.of(state);
    }

    /** Checks what needs no replay. */
    static void books(RecoveredShard recovered) {
        IdentityHashMap<InFlight, Integer> held = new IdentityHashMap<>();
        for (QueueState queue : recovered.state().queues()) {
            accounts(queue);
            queue.forEach(entry -> holder(entry, held));
            queue.forEachResident(entry -> Assertions.assertThat(entry.payload().referenced())
                    .as("payload is held")
                    .isTrue());
            queue.forEach(entry -> payload(entry.payload(), recovered.writer().journal()));
        }
        for (BranchState branch : recovered.state().branches().all()) {
            branch.sends()
                    .forEach(send -> payload(send.payload(), recovered.writer().journal()));
        }
        held.forEach((inFlight, count) -> Assertions.assertThat(inFlight.size())
                .as("deliveries of a session")
                .isEqualTo(count));
    }

    /** Replays what a crash has left, from the newest checkpoint and from the one before, and compares. */
    static void replayAll(RecoveredShard before, MemoryJournalStore left) {
        replay(before, left);
        List<String> checkpoints = names(left);
        if (checkpoints.size() > 1) {
            replay(before, left.damagedCopy(checkpoints.get(0)));
        }
    }

    private static List<String> names(JournalStore store) {
        try {
            return Checkpoints.names(store.sideFiles());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Replays what a crash has left and compares. */
    static void replay(RecoveredShard before, JournalStore left) {
        BrokerState replayed = new BrokerState();
        EventApplier applier = new EventApplier(replayed);
        int epoch = before.writer().ownerEpoch();
        int[] lastOwner = new int[1];
        CheckpointFile checkpoint = left.checkpoint();
        if (checkpoint != null) {
            lastOwner[0] = checkpoint.head().ownerEpoch();
            read(checkpoint, left.sideFiles(), replayed);
        }
        left.replay(batch -> {
            lastOwner[0] = batch.header().ownerEpoch();
            replayed.enterSegment(batch.segment());
            events(batch).forEach(event -> applier.apply(event, 0));
        });
        if (lastOwner[0] < epoch) {
            // the take-over was not proven before the end: the journal goes back to before it
            applier.apply(new Event.BrokerStarted(epoch), 0);
        }
        Assertions.assertThat(digest(replayed)).as("state after replay").isEqualTo(digest(before.state()));
    }

    private static void read(CheckpointFile checkpoint, SideFiles files, BrokerState state) {
        try {
            CheckpointReader.read(checkpoint, files, state);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<Event> events(RecoveredBatch batch) {
        WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
        return EventCodec.readAll(body, batch.segment(), batch.fileOffset() - batch.offset());
    }

    private static void accounts(QueueState queue) {
        int[] present = new int[1];
        long[] bytes = new long[1];
        queue.forEach(entry -> present[0]++);
        queue.forEach(entry -> bytes[0] += entry.payload().length());
        int[] held = new int[1];
        queue.forEach(entry -> held[0] += entry.holder() == null ? 0 : 1);
        Assertions.assertThat(queue.held())
                .as("messages of %s that somebody has", queue.destination())
                .isEqualTo(held[0]);
        Assertions.assertThat(queue.size())
                .as("size of %s", queue.destination())
                .isEqualTo(present[0]);
        Assertions.assertThat(queue.counters().presentBytes())
                .as("bytes in %s", queue.destination())
                .isEqualTo(bytes[0]);
        Assertions.assertThat(queue.enqueued())
                .as("messages enqueued in %s", queue.destination())
                .isEqualTo(queue.acknowledged()
                        + queue.expired()
                        + queue.deadLettered()
                        + queue.counters().dropped()
                        + queue.lost()
                        + queue.size());
    }

    private static void holder(MessageEntry entry, Map<InFlight, Integer> held) {
        Object holder = entry.holder();
        if (holder == null) {
            return;
        }
        if (holder instanceof BranchState branch) {
            Target target = new Target(entry.queue().number(), entry.sequence());
            Assertions.assertThat(branch.deliveries())
                    .as("consumed by the branch")
                    .contains(target);
            return;
        }
        Delivery delivery = (Delivery) holder;
        Assertions.assertThat(delivery.entry()).isSameAs(entry);
        Assertions.assertThat(delivery.inFlight().find(delivery.name())).isSameAs(delivery);
        Assertions.assertThat(entry.removed()).as("removed").isFalse();
        held.merge(delivery.inFlight(), 1, Integer::sum);
    }

    private static void payload(Payload payload, Journal journal) {
        byte[] bytes = payload.bytes();
        Assertions.assertThat(bytes != null || payload.placed())
                .as("payload is somewhere")
                .isTrue();
        if (bytes == null) {
            return;
        }
        int at = 0;
        for (Place place : payload.places()) {
            if (place.segment() > 0 && at < bytes.length) {
                byte[] stored = journal.read(place);
                int end = Math.min(bytes.length, at + stored.length); // of a large message memory has the head
                Assertions.assertThat(Arrays.equals(stored, 0, end - at, bytes, at, end))
                        .as("bytes at %s", place)
                        .isTrue();
                at += stored.length;
            }
        }
    }
}
