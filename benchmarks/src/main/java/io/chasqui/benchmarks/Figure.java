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
    /** Messages stored per second until the last commit of filling has returned. */
    FILL_PER_SECOND,
    /** Messages received per second when everything is drained. */
    DRAIN_PER_SECOND,
    /** From the request to stop until the process has ended. */
    STOP_MILLIS,
    /** From the start of the broker's process after a clean stop, Java included, until a client has the first message. */
    FIRST_MILLIS,
    /** The same after the broker was killed. */
    FIRST_AFTER_KILL_MILLIS,
    /** From the start of the broker's process after a kill until everything was drained. */
    ALL_MILLIS,
    /** Largest resident memory of the broker process that was filled. */
    FILL_PEAK_MEBIBYTES,
    /** Largest resident memory of the broker process after a clean stop until the first message was received. */
    RESTART_PEAK_MEBIBYTES,
    /** Largest resident memory of the broker process that was started after a kill and then drained. */
    DRAIN_PEAK_MEBIBYTES,
    /** What the data directory takes on the disk when everything is stored. */
    FILL_DISK_MEBIBYTES,
    /** What it takes when everything was drained and the broker had some seconds. */
    DRAINED_DISK_MEBIBYTES,
    /** Largest disk use in the first half of a sustained run. */
    DISK_EARLY_PEAK_MEBIBYTES,
    /** Largest disk use in the second half. */
    DISK_LATE_PEAK_MEBIBYTES,
    /** Time to make the consumers of a workload in which that is long. */
    SETUP_MILLIS,
    /** From before the first of many consumers is made until each has got the message that waited for it. */
    SEARCH_MILLIS,
    /** Messages of the whole run, warm-up and drain included, that the exactly-once check has seen. */
    CHECKED_MESSAGES,
    /** Load average of the machine over the last minute when the run began: how much else went on. */
    LOAD_AVERAGE;

    /** Whether a larger value is the better one. */
    boolean moreIsBetter() {
        return name().endsWith("_PER_SECOND");
    }

    /** The name in property files, for instance {@code messages.per.second}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
