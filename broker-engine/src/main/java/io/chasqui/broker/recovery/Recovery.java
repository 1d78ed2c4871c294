package io.chasqui.broker.recovery;

import io.chasqui.broker.checkpoint.CheckpointReader;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.loop.PayloadCache;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.loop.TurnJournal;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal back and opens it for going on. What is proven to be on the disk is applied from where it lies.
 * Everything behind it, which only the page cache vouches for, is written again into the new segment and forced before
 * anybody is let in; places of payloads that moved with it are put right.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final JournalStore store;
    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);
    private final List<Event> chain = new ArrayList<>();
    private final List<List<Event>> tail = new ArrayList<>();
    private final Map<Long, Place> inlined = new HashMap<>();
    private final ArrayDeque<Place> stagedParts = new ArrayDeque<>();
    private final Map<Long, Payload> moved = new HashMap<>();

    private Recovery(JournalStore store) {
        this.store = store;
    }

    /**
     * Recovers a shard.
     *
     * @param store the data directory
     * @param clockMillis the broker's clock
     * @param cacheBytes bytes of payloads to keep in memory
     */
    public static RecoveredShard recover(JournalStore store, LongSupplier clockMillis, long cacheBytes) {
        return replayed(store).goOn(clockMillis, cacheBytes);
    }

    /** What was there, from the newest checkpoint whose index is whole as far as it is needed. */
    private static Recovery replayed(JournalStore store) {
        DamagedSideFileException first = null;
        while (true) {
            Recovery recovery = new Recovery(store);
            try {
                recovery.replay();
                return recovery;
            } catch (DamagedSideFileException damaged) {
                DamagedSideFileException reason = first == null ? damaged : first;
                first = reason;
                if (!fallsBack(store)) {
                    throw reason;
                }
                LOG.warn("A checkpoint cannot be used; an earlier one is: {}", damaged.getMessage());
            }
        }
    }

    private static boolean fallsBack(JournalStore store) {
        try {
            return store.fallBack();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private void replay() {
        long durable = store.summary().durableSequence();
        restore();
        store.replay(batch -> visit(batch, batch.header().sequence() <= durable));
    }

    private RecoveredShard goOn(LongSupplier clockMillis, long cacheBytes) {
        RecoverySummary summary = store.summary();
        Journal journal = store.start();
        JournalWriter writer = JournalWriter.open(journal, summary, 0, clockMillis.getAsLong());
        PayloadCache cache = new PayloadCache(state.payloads(), store.spill(), cacheBytes);
        TurnJournal turns = new TurnJournal(writer, state, cache, clockMillis);
        for (List<Event> events : tail) {
            turns.placeAll();
            rewrite(events, turns, journal);
        }
        requireSegments(journal);
        turns.record(Facts.of(new Event.BrokerStarted(writer.ownerEpoch())));
        turns.placeAll();
        writer.tailRewritten();
        state.trim();
        return new RecoveredShard(
                state,
                writer,
                turns,
                cache,
                store.spill(),
                store.sideFiles(),
                store.checkpoint(),
                store.previousTail());
    }

    /** Every payload that somebody holds has its segment. */
    private void requireSegments(Journal journal) {
        for (int segment : state.segments().held()) {
            SegmentTable.Usage usage = state.segments().usage(segment);
            if (usage != null && !journal.segments().containsKey(segment)) {
                throw new CorruptJournalException(
                        "segment " + segment,
                        0,
                        "it is missing, but " + usage.messages() + " messages and " + usage.transactions()
                                + " payloads of transactions lie in it.",
                        "Restore its file from a backup. Run 'chasqui journal verify' on the data directory to see"
                                + " what else is missing.");
            }
        }
    }

    private void restore() {
        CheckpointFile checkpoint = store.checkpoint();
        try {
            if (checkpoint != null) {
                CheckpointReader.read(checkpoint, store.sideFiles(), state);
            }
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private static JournalFailedException unreadable(IOException failed) {
        return JournalFailedException.of(
                "A checkpoint or an index cannot be read.",
                "Check the disk and its free space, run 'chasqui journal verify' on the data directory, then start"
                        + " the broker again.",
                failed);
    }

    private void visit(RecoveredBatch batch, boolean durable) {
        WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
        int toFile = batch.fileOffset() - batch.offset();
        List<Event> events = EventCodec.readAll(body, batch.segment(), toFile);
        int flags = batch.header().flags();
        boolean partial = (flags & (BatchHeader.CHAIN_BEGIN | BatchHeader.CHAIN_PART)) != 0;
        if (!durable) {
            events.forEach(event -> keep(event, batch, toFile));
        }
        if (partial || (flags & BatchHeader.CHAIN_END) != 0) {
            chain.addAll(events);
            if (partial) {
                return;
            }
            events = List.copyOf(chain);
            chain.clear();
        }
        if (durable) {
            state.enterSegment(batch.segment());
            events.forEach(event -> applier.apply(event, 0));
            state.trim();
        } else {
            tail.add(events);
        }
    }

    /** Notes where payloads of the tail lie: their places end with the old segment. */
    private void keep(Event event, RecoveredBatch batch, int toFile) {
        if (event instanceof Event.PayloadStaged staged) {
            stagedParts.add(place(batch, staged.offset(), staged.length(), toFile));
        } else if (event instanceof Event.MessageAccepted accepted) {
            keep(accepted.payload(), batch, toFile);
        } else if (event instanceof Event.MessageMoved moved) {
            keep(moved.payload(), batch, toFile);
        }
    }

    private void keep(Payload payload, RecoveredBatch batch, int toFile) {
        Place first = payload.places().get(0);
        int from = first.offset() - toFile;
        boolean inline =
                first.segment() == batch.segment() && from >= batch.offset() && from < batch.offset() + batch.length();
        if (inline) {
            inlined.put(key(first), place(batch, first.offset(), first.length(), toFile));
        }
    }

    /** The place with the checksum of what is there now, by which it is known when it is read again. */
    private static Place place(RecoveredBatch batch, int offset, int length, int toFile) {
        int checksum = Place.checksumOf(batch.bytes(), offset - toFile, length);
        return new Place(batch.segment(), offset, length, checksum);
    }

    private void rewrite(List<Event> events, TurnJournal turns, Journal journal) {
        Facts facts = new Facts();
        for (Event event : events) {
            if (event instanceof Event.PayloadStaged) {
                restage(Objects.requireNonNull(stagedParts.poll(), "kept part"), turns, journal);
            } else if (event instanceof Event.MessageAccepted accepted) {
                facts.journal(relocate(accepted, turns, journal));
            } else if (event instanceof Event.MessageMoved moving) {
                facts.journal(new Event.MessageMoved(moving.messages(), newPayload(moving.payload(), turns, journal)));
            } else if (event instanceof Event.BranchPrepared prepared) {
                facts.journal(relocate(prepared));
            } else if (event instanceof BranchSendMoved moving) {
                facts.journal(new BranchSendMoved(moving.branch(), moving.send(), relocate(moving.payload())));
            } else {
                facts.journal(event);
            }
        }
        if (!facts.isEmpty()) {
            turns.record(facts);
        }
    }

    private void restage(Place old, TurnJournal turns, Journal journal) {
        Payload payload = Payload.arrived(journal.read(old), true);
        turns.stage(payload);
        moved.put(key(old), payload);
    }

    private Event.MessageAccepted relocate(Event.MessageAccepted accepted, TurnJournal turns, Journal journal) {
        Payload payload = newPayload(accepted.payload(), turns, journal);
        return new Event.MessageAccepted(
                accepted.command(),
                accepted.targets(),
                accepted.priority(),
                accepted.expirationMillis(),
                accepted.deliveryTimeMillis(),
                payload);
    }

    private Payload newPayload(Payload old, TurnJournal turns, Journal journal) {
        List<Place> places = old.places();
        Place inline = places.size() == 1 ? inlined.get(key(places.get(0))) : null;
        if (inline == null) {
            return relocate(old);
        }
        Payload payload = Payload.arrived(journal.read(inline), true);
        if (inline.length() > turns.inlineLimitBytes()) {
            turns.stage(payload);
        }
        return payload;
    }

    private Event.BranchPrepared relocate(Event.BranchPrepared prepared) {
        List<BranchSend> sends = prepared.sends().stream()
                .map(send -> new BranchSend(send.destination(), relocate(send.payload())))
                .toList();
        return new Event.BranchPrepared(
                prepared.command(), prepared.head(), prepared.part(), prepared.last(), sends, prepared.deliveries());
    }

    private Payload relocate(Payload payload) {
        return Payload.stored(payload.places().stream().flatMap(this::newPlaces).toList());
    }

    private Stream<Place> newPlaces(Place old) {
        Payload payload = moved.get(key(old));
        return payload == null ? Stream.of(old) : payload.places().stream();
    }

    private static long key(Place place) {
        return ((long) place.segment() << 32) | place.offset();
    }
}
