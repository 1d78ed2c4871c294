package io.chasqui.benchmarks;

import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** One receiver; its results are read after it has ended. */
interface StreamReceiver extends Callable<Void> {

    /** What came. */
    Ledger ledger();

    /** How long messages took from the send until here in the measured phase. */
    Histogram arrivalNanos();
}
