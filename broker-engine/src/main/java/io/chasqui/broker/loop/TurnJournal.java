package io.chasqui.broker.loop;

import io.chasqui.broker.command.DurabilityRule;
import io.chasqui.broker.command.EventSink;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.endpoint.Staging;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Mark;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a turn sees it: facts become a batch (or a chain of batches when they are many) and are applied in the
 * same step; all batches of a turn are appended as one document. Payloads get their places when the document has one.
 */
public final class TurnJournal implements EventSink, Staging {
    private static final int LARGEST_INLINE_BYTES = 1 << 20;
    private static final int STAGED_EVENT_HEADER_BYTES = 8;

    private final JournalWriter writer;
    private final BrokerState state;
    private final EventApplier applier;
    private final PayloadCache cache;
    private final PayloadParts parts;
    private final LongSupplier clockMillis;
    private final int inlineLimitBytes;
    private final List<Unplaced> unplaced = new ArrayList<>();
    private @Nullable DurabilityRule durabilities;
    private Mark applied = Mark.ORDERED;
    private long soonPosition;
    private RollListener rollListener = RollListener.NONE;
    private long unforcedBytes;

    /**
     * A journal for turns.
     *
     * @param writer writes batches
     * @param state what the events are applied to
     * @param cache keeps payloads in memory
     * @param clockMillis stamps batches
     */
    public TurnJournal(JournalWriter writer, BrokerState state, PayloadCache cache, LongSupplier clockMillis) {
        this.writer = writer;
        this.state = state;
        this.applier = new EventApplier(state);
        this.cache = cache;
        this.parts = new PayloadParts(writer.journal(), cache.spill());
        this.clockMillis = clockMillis;
        this.inlineLimitBytes = Math.min(LARGEST_INLINE_BYTES, writer.journal().documentLimitBytes() / 4);
    }

    /** Sets what is promised about which destination; without it everything is to be forced. */
    void promise(DurabilityRule rule) {
        durabilities = rule;
    }

    @Override
    public Mark record(Facts facts) {
        List<Event> journalled = facts.journalled();
        long position = journalled.isEmpty() ? 0 : write(journalled);
        Durability durability = apply(facts, position);
        flushLarge();
        Mark mark = Mark.of(durability, position);
        applied = applied.and(mark);
        return mark;
    }

    /** What everything applied so far asks for. */
    Mark applied() {
        return applied;
    }

    /** The last batch that is to be forced soon even if nobody waits for it. */
    long soonPosition() {
        return Math.max(soonPosition, applied.forced());
    }

    /** Proves, once it is on the disk, that everything before it is there. */
    void noteWatermark() {
        record(Facts.of(new Event.WatermarkNoted()));
        soonPosition = writer.lastSequence();
    }

    @Override
    public void stage(Payload payload) {
        byte[] bytes = payload.requireBytes();
        List<Place> places = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += inlineLimitBytes) {
            int length = Math.min(inlineLimitBytes, bytes.length - from);
            WireWriter out = writer.begin(clockMillis.getAsLong());
            int bytesAt = out.size() + STAGED_EVENT_HEADER_BYTES;
            EventCodec.write(out, new Event.PayloadStaged(bytes, from, length), this::unplaced);
            writer.end(0);
            if (bytes.length <= inlineLimitBytes) {
                unplaced.add(new Unplaced(payload, bytesAt, length, 0));
                flushLarge();
            } else {
                long base = flush();
                int checksum = Place.checksumOf(bytes, from, length);
                places.add(new Place((int) (base >> 32), (int) base + bytesAt, length, checksum));
                rollIfDue();
            }
        }
        if (!places.isEmpty()) {
            state.payloads().placed(payload, places);
        }
        cache.add(payload);
    }

    @Override
    public int inlineLimitBytes() {
        return inlineLimitBytes;
    }

    @Override
    public boolean stageNext(Payload payload, byte[] part) {
        if (!payload.persistent()) {
            return cache.spillNext(payload, part);
        }
        for (int from = 0; from < part.length; from += inlineLimitBytes) {
            int length = Math.min(inlineLimitBytes, part.length - from);
            WireWriter out = writer.begin(clockMillis.getAsLong());
            int bytesAt = out.size() + STAGED_EVENT_HEADER_BYTES;
            EventCodec.write(out, new Event.PayloadStaged(part, from, length), this::unplaced);
            writer.end(0);
            unplaced.add(new Unplaced(payload, bytesAt, length, Place.checksumOf(part, from, length)));
            flushLarge();
        }
        return true;
    }

    @Override
    public Payload keep(Payload payload) {
        byte[] present = payload.bytes();
        Payload kept = payload.whole()
                ? Payload.arrived(payload.requireBytes(), true)
                : Payload.arriving(payload.length(), true);
        state.payloads().retain(kept);
        if (payload.whole()) {
            stage(kept);
            return kept;
        }
        for (Place place : payload.places()) {
            boolean unused = stageNext(kept, parts.read(place)); // persistent: the journal takes it
        }
        if (present != null) {
            kept.load(present);
        }
        return kept;
    }

    @Override
    public boolean keepsWhole(int length) {
        return cache.keepsWhole(length);
    }

    @Override
    public SealedMessage head(Payload payload) {
        byte[] bytes = payload.bytes();
        return SealedMessage.ofHead(bytes == null ? parts.load(payload, payload.places()) : bytes, payload.length());
    }

    @Override
    public FreeRoom room() {
        return writer.journal().room();
    }

    @Override
    public boolean acceptsSends() {
        return writer.journal().reserveReady();
    }

    @Override
    public boolean acceptsVolatileSends() {
        return cache.takesVolatile();
    }

    @Override
    public void placeAll() {
        flush();
        rollIfDue();
    }

    /** Starts a turn: rolls to a new segment when the current one is nearly full, or the next one is better. */
    void beginTurn() {
        if (writer.rollPays()) {
            rollNow();
        } else {
            rollIfDue();
        }
    }

    /** Appends what the turn has recorded. */
    long flush() {
        int bytes = writer.pendingBytes();
        long base = writer.flush();
        if (base >= 0) {
            unforcedBytes += bytes;
            for (Unplaced one : unplaced) {
                Place place = one.at(base);
                if (place.length() < one.payload.length()) {
                    state.payloads().placedNext(one.payload, place);
                } else {
                    state.payloads().placed(one.payload, List.of(place));
                }
            }
            unplaced.clear();
        }
        return base;
    }

    /** Counts the bytes that are not forced from here on. */
    void forceIsOnItsWay() {
        unforcedBytes = 0;
    }

    /** Bytes appended since a force was last asked for. */
    long unforcedBytes() {
        return unforcedBytes;
    }

    /** Sets who is told when a segment is full and everything in it is applied. */
    void onRoll(RollListener listener) {
        rollListener = listener;
    }

    /** Goes on in a new segment although the current one is not full. */
    void rollNow() {
        flush();
        roll();
    }

    private long write(List<Event> events) {
        WireWriter out = writer.begin(clockMillis.getAsLong());
        int start = out.size();
        boolean chained = false;
        for (int i = 0; i < events.size(); i++) {
            EventCodec.write(out, events.get(i), this::unplaced);
            if (out.size() - start > inlineLimitBytes / 2 && i < events.size() - 1) {
                writer.end(chained ? BatchHeader.CHAIN_PART : BatchHeader.CHAIN_BEGIN);
                chained = true;
                flushInChain();
                out = writer.begin(clockMillis.getAsLong());
                start = out.size();
            }
        }
        return writer.end(chained ? BatchHeader.CHAIN_END : 0);
    }

    /** Applies facts and says how durable they are to be. */
    private Durability apply(Facts facts, long position) {
        state.enterSegment(writer.journal().segment());
        int kept = 0;
        Durability strongest = null;
        List<Event> journalled = facts.journalled();
        for (Event event : facts.all()) {
            boolean inJournal = kept < journalled.size() && journalled.get(kept) == event;
            if (inJournal) {
                kept++;
                strongest = stronger(strongest, event);
            }
            applier.apply(event, inJournal ? position : 0);
            cacheArrived(event);
        }
        return strongest == null ? standard() : strongest;
    }

    private @Nullable Durability stronger(@Nullable Durability known, Event event) {
        if (durabilities == null || known == Durability.DISK) {
            return Durability.DISK;
        }
        return DurabilityRule.stronger(known, durabilities.of(event));
    }

    private Durability standard() {
        return durabilities == null ? Durability.DISK : durabilities.standard();
    }

    /** Keeps in memory what has come with an event. */
    private void cacheArrived(Event event) {
        Payload payload = null;
        if (event instanceof Event.MessageAccepted accepted) {
            payload = accepted.payload();
        } else if (event instanceof Event.MessageMoved moved) {
            payload = moved.payload();
        }
        if (payload != null && payload.bytes() != null && payload.referenced()) {
            cache.add(payload);
        }
    }

    /** Keeps the turn's document below the journal's limit. */
    private void flushLarge() {
        if (writer.pendingBytes() >= inlineLimitBytes) {
            flush();
            rollIfDue();
        }
    }

    /** The same amid a chain, which is applied as a whole later: nobody is told of the new segment. */
    private void flushInChain() {
        if (writer.pendingBytes() >= inlineLimitBytes) {
            flush();
            if (writer.rollDue()) {
                writer.roll(clockMillis.getAsLong());
            }
        }
    }

    private void rollIfDue() {
        if (writer.rollDue()) {
            rollNow();
        }
    }

    private void roll() {
        long covered = writer.lastSequence();
        writer.roll(clockMillis.getAsLong());
        state.enterSegment(writer.journal().segment());
        rollListener.rolled(writer.journal().segment(), covered);
    }

    private void unplaced(Payload payload, int offset) {
        unplaced.add(new Unplaced(payload, offset, payload.length(), 0));
    }

    /** Bytes of a payload, all or a part, in the document under construction; a checksum of 0 is still to be made. */
    private record Unplaced(Payload payload, int offset, int length, int checksum) {
        Place at(long base) {
            byte[] bytes = payload.bytes();
            int sum = checksum;
            if (sum == 0 && bytes != null && bytes.length == length) {
                sum = Place.checksumOf(bytes, 0, length);
            }
            return new Place((int) (base >> 32), (int) base + offset, length, sum);
        }
    }
}
