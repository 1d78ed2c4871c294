package io.chasqui.broker.endpoint;

import java.util.function.LongSupplier;

/**
 * What a link tells its client, and how it checks it.
 *
 * @param admission has credentials checked
 * @param clockMillis the broker's clock
 * @param nanoClock measures silence, in nanoseconds
 * @param incarnation changes with every start of the broker
 * @param messageLimitBytes largest body of a message in bytes
 * @param software name and version of the broker
 */
public record LinkPolicy(
        Admission admission,
        LongSupplier clockMillis,
        LongSupplier nanoClock,
        long incarnation,
        int messageLimitBytes,
        String software) {}
