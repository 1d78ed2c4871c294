package io.chasqui.broker.loop;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How a shard behaves.
 *
 * @param name for threads and messages
 * @param threads whether forces and cold reads have threads of their own; without, the baton's holder does all, and time
 *     passes only with {@link Shard#tick}
 * @param durability what effects wait for: a force, the append, or nothing
 * @param policies what happens to messages that fail or expire
 * @param clockMillis the broker's clock
 * @param nanoClock measures durations, in nanoseconds
 * @param onTick done with every {@link Shard#tick}, outside of the baton
 * @param onFailure is told once when the journal or the code has failed
 */
public record ShardSettings(
        String name,
        boolean threads,
        Durability durability,
        DestinationPolicies policies,
        LongSupplier clockMillis,
        LongSupplier nanoClock,
        Runnable onTick,
        Consumer<Throwable> onFailure) {}
