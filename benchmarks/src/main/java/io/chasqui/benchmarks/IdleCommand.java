package io.chasqui.benchmarks;

/** What the client process of an idle run can be told to do, see {@link ClientCommands}. */
enum IdleCommand {
    /** Opens all connections, each with a consumer that waits in the background; answered by their number. */
    CONNECT,
    /** Sends each consumer one message; answered by how many of them have it. */
    CHECK
}
