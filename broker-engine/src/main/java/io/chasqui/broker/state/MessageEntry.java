package io.chasqui.broker.state;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.RowRef;
import io.chasqui.broker.index.Run;
import org.jspecify.annotations.Nullable;

/**
 * A live message in one queue or subscription, in memory. Messages that nothing happens to are not in memory: they are a
 * row of the index, from which this is made again when somebody looks at them. What keeps it here: its bytes are in memory,
 * somebody has it or waits for it, or something has happened to it that its row does not say.
 *
 * <p>Its fields follow from events, except {@link #holder()}, {@link #position()}, {@link #deferredUntilMillis()} and marks,
 * which belong to the dispatch and are not part of the durable state. Only a prepared branch becomes its holder by an event.
 */
public final class MessageEntry implements Payload.Resident {
    private static final byte[] NO_ANNOTATIONS = {};

    private final QueueState queue;
    private final long sequence;
    private final long expirationMillis;
    private final long deliveryTimeMillis;
    private final byte priority;
    private Payload payload;
    private @Nullable RowRef row;
    private boolean exposed;
    private boolean exposedNow;
    private boolean spared;
    private boolean removed;
    private boolean loose;
    private int marks;
    private int releases;
    private long position;
    private long deferredUntilMillis;
    private @Nullable Object holder;
    private byte[] annotations = NO_ANNOTATIONS;

    /** A message that has come. */
    MessageEntry(QueueState queue, long sequence, Event.MessageAccepted accepted) {
        this.queue = queue;
        this.sequence = sequence;
        this.payload = accepted.payload();
        this.priority = (byte) accepted.priority();
        this.expirationMillis = accepted.expirationMillis();
        this.deliveryTimeMillis = accepted.deliveryTimeMillis();
    }

    /** A message that has a row. */
    MessageEntry(QueueState queue, RowRef row, Payload payload, long deliveryTimeMillis) {
        Run run = row.run();
        this.queue = queue;
        this.row = row;
        this.sequence = row.sequence();
        this.payload = payload;
        this.priority = (byte) run.priority();
        this.expirationMillis = run.expirationMillis(row.row());
        this.deliveryTimeMillis = deliveryTimeMillis;
        this.position = run.position();
    }

    /** The queue or subscription it is in. */
    public QueueState queue() {
        return queue;
    }

    /** Its number in the queue. */
    public long sequence() {
        return sequence;
    }

    /** The sealed message. */
    public Payload payload() {
        return payload;
    }

    /** 0 to 9. */
    public int priority() {
        return priority;
    }

    /** Broker time of the expiry in milliseconds, 0 for never. */
    public long expirationMillis() {
        return expirationMillis;
    }

    /** Broker time before which it is not delivered, in milliseconds, 0 for at once. */
    public long deliveryTimeMillis() {
        return deliveryTimeMillis;
    }

    /** Whether it is to be removed instead of delivered. */
    public boolean expired(long nowMillis) {
        return expirationMillis != 0 && expirationMillis <= nowMillis;
    }

    /** Whether it lives only as long as the broker. */
    public boolean isVolatile() {
        return queue.isVolatile() || !payload.persistent();
    }

    /** What the broker has added to it, as a property block; empty for nothing. Not to be changed. */
    public byte[] annotations() {
        return annotations;
    }

    /** How often it came back and counted. */
    public int releases() {
        return releases;
    }

    /** Whether it may have been delivered before the broker's last start. */
    public boolean exposed() {
        return exposed || (!spared && deliveryTimeMillis == 0 && sequence <= queue.exposedUpTo());
    }

    /** {@code JMSXDeliveryCount} of the next delivery. */
    public int nextDeliveryCount() {
        return releases + 1 + (exposed() ? 1 : 0);
    }

    /** Whether it has left the queue. */
    public boolean removed() {
        return removed;
    }

    /** The batch that must be on disk before the message may be delivered; 0 for one that was there at the start. */
    public long position() {
        return position;
    }

    /** Who has it now; null while it is free. */
    public @Nullable Object holder() {
        return holder;
    }

    /** Whether it may be offered: nobody has it and its time has come. */
    public boolean free() {
        return holder == null && deferredUntilMillis == 0;
    }

    /** Broker time before which the dispatch passes it over, in milliseconds, 0 for none. */
    public long deferredUntilMillis() {
        return deferredUntilMillis;
    }

    /** Has the dispatch pass it over until a time, or no longer with 0. */
    public void deferUntil(long millis) {
        this.deferredUntilMillis = millis;
        loosen();
    }

    /** Gives the message to somebody, or frees it with null. */
    public void holdBy(@Nullable Object newHolder) {
        queue.countHeld((newHolder == null ? 0 : 1) - (holder == null ? 0 : 1));
        this.holder = newHolder;
        loosen();
    }

    /** Somebody keeps this object, to come back to it. */
    public void mark() {
        marks++;
    }

    /** Somebody keeps it no more. */
    public void unmark() {
        marks--;
        loosen();
    }

    /** Whether a prepared transaction branch has consumed it: it is in doubt, and nobody is to see it. */
    public boolean locked() {
        return holder instanceof BranchState;
    }

    @Override
    public void unloaded() {
        loosen();
    }

    /** Whether it has to stay in memory. */
    boolean retained() {
        return row == null
                || holder != null
                || deferredUntilMillis != 0
                || marks > 0
                || payload.bytes() != null
                || !payload.placed()
                || hasParticulars();
    }

    /** Whether it is more than its row says. */
    boolean hasParticulars() {
        return releases > 0
                || exposed
                || exposedNow
                || spared
                || deliveryTimeMillis != 0
                || annotations.length > 0
                || payload.places().size() > 1;
    }

    /** Its row; null for a volatile message. */
    @Nullable
    RowRef row() {
        return row;
    }

    void moveTo(RowRef newRow, Payload newPayload) {
        this.row = newRow;
        this.payload = newPayload;
    }

    void tighten() {
        loose = false;
    }

    private void loosen() {
        if (!loose && !removed && row != null && !retained()) {
            loose = true;
            queue.loosen(this);
        }
    }

    /** The message was made from its row: it stays as long as the turn, unless something keeps it. */
    void loosenNew() {
        loose = true;
        queue.loosen(this);
    }

    void positionAt(long newPosition) {
        this.position = newPosition;
    }

    void annotate(byte[] block) {
        queue.changing();
        annotations = block;
    }

    void countRelease() {
        queue.changing();
        releases++;
    }

    /** Delivered beyond the horizon in this life of the broker: exposed from the next start on. */
    void exposeAtNextStart() {
        queue.changing();
        exposedNow = true;
    }

    /** Forgets exposures of this life of the broker. */
    void cover() {
        queue.changing();
        exposedNow = false;
        loosen();
    }

    /** Whether it was exposed singly in this life of the broker. */
    public boolean exposedSingly() {
        return exposedNow;
    }

    /** Whether a branch had it when the broker started, so that the horizon of the time before says nothing about it. */
    boolean spared() {
        return spared;
    }

    /** Whether an event says that it was exposed, not only the horizon of an earlier start. */
    boolean exposedItself() {
        return exposed;
    }

    /** Whether the horizon covers it. Messages with a delivery time are exposed singly: they leave out of order. */
    public boolean belowHorizon() {
        return deliveryTimeMillis == 0 && sequence <= queue.horizon();
    }

    /**
     * The broker starts. What a branch has consumed is counted when the branch rolls back; all others below the horizon
     * are exposed, which the queue knows.
     */
    void startEpoch() {
        boolean before = exposed();
        if (locked()) {
            spared = spared || (!before && belowHorizon());
        } else if (exposedNow || (spared && belowHorizon())) {
            exposed = true;
        }
        exposedNow = false;
        loosen();
    }

    /** As a checkpoint has it. */
    void restore(Particulars state) {
        releases = state.releases();
        exposed = state.exposed();
        exposedNow = state.exposedNow();
        spared = state.spared();
        annotations = state.annotations();
    }

    void markRemoved() {
        removed = true;
    }
}
