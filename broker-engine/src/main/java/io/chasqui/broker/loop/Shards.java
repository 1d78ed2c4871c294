package io.chasqui.broker.loop;

import io.chasqui.protocol.message.Destination;

/**
 * Says which shard a destination belongs to. A data directory of format 1 has one shard; whoever wants the owner of a
 * destination asks here all the same, so that more shards change this class and not its callers.
 */
public final class Shards {
    private final Shard only;

    /**
     * A table of one shard.
     *
     * @param only owns everything
     */
    public Shards(Shard only) {
        this.only = only;
    }

    /** The shard that owns a destination, and with it the destination's queue or subscriptions. */
    @SuppressWarnings("UnusedVariable") // one shard owns every destination
    public Shard of(Destination destination) {
        return only;
    }

    /** The shard where connections and sessions live. */
    public Shard home() {
        return only;
    }
}
