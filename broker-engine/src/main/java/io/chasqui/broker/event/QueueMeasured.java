package io.chasqui.broker.event;

/**
 * More counters of a queue, in a checkpoint.
 *
 * @param queue which queue or subscription
 * @param dropped messages that had to make room for newer ones so far
 * @param storedBytes bytes of those messages in it that the journal keeps
 */
public record QueueMeasured(int queue, long dropped, long storedBytes) implements Event.OfAmounts {
    @Override
    public EventKind kind() {
        return EventKind.QUEUE_MEASURED;
    }
}
