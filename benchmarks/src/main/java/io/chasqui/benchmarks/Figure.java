package io.chasqui.benchmarks;

import java.util.Locale;

/**
 * Everything that a run measures, each with its unit in its name.
 *
 * <p>One list for the files that processes exchange, for the medians and for the tables, so that a new figure is one
 * line here and one where it is measured.
 */
enum Figure {
    /** Messages received (or calls answered) per second of the measured phase. */
    MESSAGES_PER_SECOND,
    /** Messages sent per second of the measured phase. */
    SENT_PER_SECOND,
    /** Median time of a send; of a whole transaction from first send to commit; of a call until its reply. */
    SEND_P50_MICROS,
    /** 99th percentile of the same. */
    SEND_P99_MICROS,
    /** 99.9th percentile of the same. */
    SEND_P999_MICROS,
    /** Median time from just before the send until the consumer holds the message. */
    END_TO_END_P50_MICROS,
    /** 99th percentile of the same. */
    END_TO_END_P99_MICROS,
    /** 99.9th percentile of the same. */
    END_TO_END_P999_MICROS,
    /** Processor time of the broker in the measured phase, per message. */
    BROKER_CPU_MICROS,
    /** Processor time of the client in the measured phase, per message. */
    CLIENT_CPU_MICROS,
    /** The two before, together. */
    CPU_MICROS,
    /** Largest resident memory of the broker process in its life. */
    BROKER_PEAK_MEBIBYTES,
    /** Largest resident memory of the client process in its life. */
    CLIENT_PEAK_MEBIBYTES,
    /** Pauses for garbage collection of the broker process in its life. */
    BROKER_GC_PAUSES,
    /** Their total length. */
    BROKER_GC_PAUSE_MILLIS,
    /** Messages of the whole run, warm-up and drain included, that the exactly-once check has seen. */
    CHECKED_MESSAGES,
    /** Load average of the machine over the last minute when the run began: how much else went on. */
    LOAD_AVERAGE;

    /** The name in property files, for instance {@code messages.per.second}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
