package io.chasqui.benchmarks;

import java.util.List;

/**
 * What is stored, and what is then measured: by the names that the performance page uses.
 *
 * <p>All of them but {@link #PINNED} go through the same steps: fill, stop, start until a first message has come, kill,
 * start until a first message has come, drain.
 */
enum StorageWorkload {
    /** One deep queue. */
    W9("1,000,000 persistent messages of 1 KiB in one queue", "512m", true),
    /** Many shallow queues, their messages interleaved. */
    W11("10,000 queues with 10 persistent messages of 1 KiB each", "512m", true),
    /** A backlog that would fill the heap many times. */
    BIG("10,000,000 persistent messages of 200 bytes in one queue", "256m", false),
    /** Traffic at full rate beside a message that nobody consumes. */
    PINNED(
            "one message that nobody consumes, then traffic at full rate on another queue: 1 KiB, 1 producer / 1"
                    + " consumer, transactions of 100",
            "512m",
            true);

    private final String description;
    private final String heap;
    private final boolean forPeers;

    StorageWorkload(String description, String heap, boolean forPeers) {
        this.description = description;
        this.heap = heap;
        this.forPeers = forPeers;
    }

    /**
     * How much is stored.
     *
     * @param queues how many queues
     * @param messagesEach messages in each of them
     * @param bodyBytes length of a body
     */
    record Size(int queues, int messagesEach, int bodyBytes) {

        /** The same form with less in it, at least one message: fewer queues if there are many, else fewer messages. */
        Size scaled(double factor) {
            return queues > 1
                    ? new Size(scaled(queues, factor), messagesEach, bodyBytes)
                    : new Size(queues, scaled(messagesEach, factor), bodyBytes);
        }

        private static int scaled(int count, double factor) {
            return Math.max(1, (int) Math.round(count * factor));
        }

        /** All messages. */
        long messages() {
            return (long) queues * messagesEach;
        }
    }

    /** What is done, in the words of the report. */
    String description() {
        return description;
    }

    /** How much is stored at full size. */
    Size size() {
        return switch (this) {
            case W9 -> new Size(1, 1_000_000, 1024);
            case W11 -> new Size(10_000, 10, 1024);
            case BIG -> new Size(1, 10_000_000, 200);
            case PINNED -> new Size(1, 1, 1024);
        };
    }

    /** The largest heap of the broker. */
    String heap() {
        return heap;
    }

    /** Whether other brokers take part unless told otherwise. */
    boolean forPeers() {
        return forPeers;
    }

    /** The columns of its table. */
    List<Figure> figures() {
        if (this == PINNED) {
            return List.of(
                    Figure.MESSAGES_PER_SECOND,
                    Figure.DISK_EARLY_PEAK_MEBIBYTES,
                    Figure.DISK_LATE_PEAK_MEBIBYTES,
                    Figure.DRAINED_DISK_MEBIBYTES,
                    Figure.BROKER_PEAK_MEBIBYTES,
                    Figure.BROKER_CPU_MICROS);
        }
        return List.of(
                Figure.FILL_PER_SECOND,
                Figure.FIRST_MILLIS,
                Figure.FIRST_AFTER_KILL_MILLIS,
                Figure.DRAIN_PER_SECOND,
                Figure.ALL_MILLIS,
                Figure.FILL_PEAK_MEBIBYTES,
                Figure.RESTART_PEAK_MEBIBYTES,
                Figure.DRAIN_PEAK_MEBIBYTES,
                Figure.FILL_DISK_MEBIBYTES,
                Figure.DRAINED_DISK_MEBIBYTES,
                Figure.STOP_MILLIS);
    }
}
