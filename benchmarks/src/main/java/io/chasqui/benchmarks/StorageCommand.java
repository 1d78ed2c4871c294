package io.chasqui.benchmarks;

/** What the client process of a storage run can be told to do; each is answered by one line, see {@link ClientCommands}. */
enum StorageCommand {
    /** Sends everything; answered by the nanoseconds it took. */
    FILL,
    /**
     * Connects as often as it takes and receives one message of the queue in the middle; answered by the wall clock, in
     * microseconds since 1970, when it was there.
     */
    FIRST,
    /** Receives everything else; answered by the nanoseconds it took and the wall clock when the last was there. */
    DRAIN,
    /** Runs traffic beside a pinned message; answered by the messages per second. */
    TRAFFIC,
    /** Answered by what the check of every message says. */
    VERDICT
}
