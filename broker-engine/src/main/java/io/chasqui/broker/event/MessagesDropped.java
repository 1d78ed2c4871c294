package io.chasqui.broker.event;

import java.util.List;

/**
 * Messages had to make room for newer ones: they are gone from those queues.
 *
 * @param messages which
 */
public record MessagesDropped(List<Target> messages) implements Event.OfAmounts {
    @Override
    public EventKind kind() {
        return EventKind.MESSAGES_DROPPED;
    }
}
