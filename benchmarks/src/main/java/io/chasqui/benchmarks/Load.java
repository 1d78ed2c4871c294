package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.util.concurrent.ExecutionException;

/** A program of {@code jakarta.jms} calls that is warmed up, measured and checked; one per form of traffic. */
sealed interface Load
        permits StreamLoad, CallLoad, DelayLoad, TemplateLoad, SearchLoad, ManySearchersLoad, SlowNeighbourLoad {

    /**
     * Runs the traffic through warm-up, measured phase and drain.
     *
     * @param factory connects to the broker under test
     * @param settings lengths of the phases, size of the bodies
     * @return what was measured, with the verdict of the exactly-once check
     * @throws ExecutionException when one of the client threads failed; the cause is that failure
     * @throws InterruptedException when the run is interrupted
     */
    RunResult run(ConnectionFactory factory, RunSettings settings) throws ExecutionException, InterruptedException;
}
