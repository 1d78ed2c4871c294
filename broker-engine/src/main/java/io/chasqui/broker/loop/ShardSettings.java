package io.chasqui.broker.loop;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How a shard behaves.
 *
 * @param name for threads and messages
 * @param threads whether forces and cold reads have threads of their own; without, the baton's holder does all, and time
 *     passes only with {@link Shard#tick}
 * @param waitsForDisk whether effects wait for a force ({@code disk}) or only for the append ({@code os})
 * @param clockMillis the broker's clock
 * @param nanoClock measures durations, in nanoseconds
 * @param onTick done with every {@link Shard#tick}, outside of the baton
 * @param onFailure is told once when the journal or the code has failed
 */
public record ShardSettings(
        String name,
        boolean threads,
        boolean waitsForDisk,
        LongSupplier clockMillis,
        LongSupplier nanoClock,
        Runnable onTick,
        Consumer<Throwable> onFailure) {}
