package io.chasqui.broker.dispatch;

import io.chasqui.broker.event.Payload;
import java.util.List;

/** Reads payloads from disk without holding up the shard. */
@FunctionalInterface
public interface PayloadLoader {
    /**
     * Starts reading.
     *
     * @param queue number of the queue that waits; {@link Dispatcher#loaded} is told it when the bytes are in memory, in the order of the calls
     * @param payloads what to read
     */
    void load(int queue, List<Payload> payloads);
}
