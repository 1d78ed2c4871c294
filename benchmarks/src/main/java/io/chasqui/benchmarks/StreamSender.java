package io.chasqui.benchmarks;

import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** One sending thread; its results are read after it has ended. */
interface StreamSender extends Callable<Void> {

    /** Messages sent in all phases. */
    long sent();

    /** How long sends, whole transactions, or asynchronous sends until their completion took in the measured phase. */
    Histogram sendNanos();
}
