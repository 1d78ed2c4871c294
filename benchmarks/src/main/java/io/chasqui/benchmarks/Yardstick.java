package io.chasqui.benchmarks;

/**
 * What the machine can do without any JMS, measured in the same rounds as the workload that it stands beside.
 *
 * <p>Its program takes the folder for its files, seconds of warm-up, measured seconds and the file for its result.
 */
enum Yardstick {
    /** Appends and forces with as many messages under way as {@link Workload#W3}. */
    JOURNAL(
            "bare journal: Chronicle append of 1 KiB documents in one thread, FileChannel.force in another, 1,000 in"
                    + " flight",
            "io.chasqui.benchmarks.JournalLoop",
            Figure.MESSAGES_PER_SECOND),
    /** Two processes that answer each other. */
    PING_PONG(
            "bare TCP: 1 KiB there and back on loopback between two processes, blocking sockets, pause of 1 ms",
            "io.chasqui.benchmarks.PingPong",
            Figure.SEND_P50_MICROS),
    /** Two threads that wake each other. */
    HAND_OFF(
            "bare hand-off: one thread wakes another that waits in park, and is woken by it, pause of 1 ms",
            "io.chasqui.benchmarks.HandOff",
            Figure.SEND_P50_MICROS);

    private final String description;
    private final String mainClass;
    private final Figure judged;

    Yardstick(String description, String mainClass, Figure judged) {
        this.description = description;
        this.mainClass = mainClass;
        this.judged = judged;
    }

    /** What is done, in the words of the report. */
    String description() {
        return description;
    }

    /** The program. */
    String mainClass() {
        return mainClass;
    }

    /** The figure that a workload is compared with. */
    Figure judged() {
        return judged;
    }
}
