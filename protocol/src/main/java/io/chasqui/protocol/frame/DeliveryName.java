package io.chasqui.protocol.frame;

import org.jspecify.annotations.Nullable;

/**
 * Names a message in a queue or subscription, across reconnects and broker restarts.
 *
 * @param queue the broker's number of the queue or subscription
 * @param sequence the message's number in it
 */
public record DeliveryName(int queue, long sequence) {
    // Written out, because the first use of generated ones costs a start several milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeliveryName that && queue == that.queue && sequence == that.sequence;
    }

    @Override
    public int hashCode() {
        return 31 * queue + Long.hashCode(sequence);
    }
}
