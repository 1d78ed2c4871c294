package io.chasqui.broker.state;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A live message in one queue or subscription. Its fields follow from events, except {@link #holder()},
 * {@link #position()} and {@link #deferredUntilMillis()}, which belong to the dispatch and are not part of the durable
 * state. Only a prepared branch becomes its holder by an event.
 */
public final class MessageEntry {
    private static final byte[] NO_ANNOTATIONS = {};

    private final QueueState queue;
    private final long sequence;
    private final Payload payload;
    private final long expirationMillis;
    private final long deliveryTimeMillis;
    private final byte priority;
    private boolean exposed;
    private boolean exposedNow;
    private boolean removed;
    private int releases;
    private long position;
    private long deferredUntilMillis;
    private @Nullable Object holder;
    private byte[] annotations = NO_ANNOTATIONS;

    MessageEntry(QueueState queue, long sequence, Event.MessageAccepted accepted) {
        this.queue = queue;
        this.sequence = sequence;
        this.payload = accepted.payload();
        this.priority = (byte) accepted.priority();
        this.expirationMillis = accepted.expirationMillis();
        this.deliveryTimeMillis = accepted.deliveryTimeMillis();
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
        return exposed;
    }

    /** {@code JMSXDeliveryCount} of the next delivery. */
    public int nextDeliveryCount() {
        return releases + 1 + (exposed ? 1 : 0);
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
    }

    /** Gives the message to somebody, or frees it with null. */
    public void holdBy(@Nullable Object newHolder) {
        this.holder = newHolder;
    }

    /** Whether a prepared transaction branch has consumed it: it is in doubt, and nobody is to see it. */
    public boolean locked() {
        return holder instanceof BranchState;
    }

    void positionAt(long newPosition) {
        this.position = newPosition;
    }

    void annotate(byte[] block) {
        annotations = block;
    }

    void countRelease() {
        releases++;
    }

    /** Delivered beyond the horizon in this life of the broker: exposed from the next start on. */
    void exposeAtNextStart() {
        exposedNow = true;
    }

    /** Forgets exposures of this life of the broker. */
    void cover() {
        exposedNow = false;
    }

    /** Whether it was exposed singly in this life of the broker. */
    public boolean exposedSingly() {
        return exposedNow;
    }

    /** Whether the horizon covers it. Messages with a delivery time are exposed singly: they leave out of order. */
    public boolean belowHorizon() {
        return deliveryTimeMillis == 0 && sequence <= queue.horizon();
    }

    /** What a branch has consumed is counted when the branch rolls back. */
    void startEpoch(boolean behindHorizon) {
        exposed = exposed || (!locked() && (exposedNow || behindHorizon));
        exposedNow = false;
    }

    void markRemoved() {
        removed = true;
    }
}
