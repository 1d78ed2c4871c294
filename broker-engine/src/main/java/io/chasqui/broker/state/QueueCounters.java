package io.chasqui.broker.state;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.QueueMeasured;

/**
 * The counters of one queue or subscription, for metrics: written by the baton's holder, readable from any thread. Read
 * together they are not one moment's picture, but each is exact.
 */
public final class QueueCounters {
    private final Counter enqueued = new Counter();
    private final Counter acknowledged = new Counter();
    private final Counter expired = new Counter();
    private final Counter deadLettered = new Counter();
    private final Counter dropped = new Counter();
    private final Counter lost = new Counter();
    private final Counter present = new Counter();
    private final Counter presentBytes = new Counter();
    private long storedBytes;

    QueueCounters() {}

    /** Messages accepted so far. */
    public long enqueued() {
        return enqueued.value();
    }

    /** Messages acknowledged so far. */
    public long acknowledged() {
        return acknowledged.value();
    }

    /** Messages expired so far. */
    public long expired() {
        return expired.value();
    }

    /** Messages that went to a dead-letter queue so far. */
    public long deadLettered() {
        return deadLettered.value();
    }

    /** Messages that had to make room for newer ones so far. */
    public long dropped() {
        return dropped.value();
    }

    /** Volatile messages that have gone with a broker so far. */
    public long lost() {
        return lost.value();
    }

    /** Messages that are there now, delivered ones included. */
    public long present() {
        return present.value();
    }

    /** Bytes of the messages that are there now, as they were sent. */
    public long presentBytes() {
        return presentBytes.value();
    }

    /** Bytes of those that are there now and that the journal keeps. Baton's holder only. */
    public long storedBytes() {
        return storedBytes;
    }

    void countEnqueued(int bytes, boolean stored) {
        enqueued.add(1);
        present.add(1);
        presentBytes.add(bytes);
        storedBytes += stored ? bytes : 0;
    }

    void countRemoved(int bytes, boolean stored) {
        present.add(-1);
        presentBytes.add(-bytes);
        storedBytes -= stored ? bytes : 0;
    }

    void countAcknowledged() {
        acknowledged.add(1);
    }

    void countExpired() {
        expired.add(1);
    }

    void countDeadLettered() {
        deadLettered.add(1);
    }

    void countDropped() {
        dropped.add(1);
    }

    /** As a checkpoint has it; before any message has come. */
    void restore(QueueMeasured measured) {
        dropped.set(measured.dropped());
        presentBytes.set(measured.storedBytes());
        storedBytes = measured.storedBytes();
    }

    /** After a replay, what is accounted for nowhere has been lost. */
    void countLost() {
        lost.set(enqueued() - acknowledged() - expired() - deadLettered() - dropped() - present());
    }

    void restorePresent(long count) {
        present.set(count);
    }

    void restore(Event.QueueCounted counted) {
        enqueued.set(counted.enqueued());
        acknowledged.set(counted.acknowledged());
        expired.set(counted.expired());
        deadLettered.set(counted.deadLettered());
    }
}
