package io.chasqui.server;

/** What the command line tells its caller; the numbers are part of the public contract and never change meaning. */
enum ExitCode {
    /** Everything that was asked for has been done; for a broker: it was stopped and its journal is forced. */
    OK(0),
    /** It failed; one line on standard error says why. {@code journal}: something in the directory is damaged. */
    FAILED(1),
    /** The command line is wrong; standard error shows how it should look. {@code journal}: the directory cannot be read. */
    USAGE(2),
    /** {@code receive --count} ran into its timeout before that many messages had come. */
    INCOMPLETE(3),
    /** {@code broker} cannot listen on the host and port it was given. */
    NO_ADDRESS(4);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The process's exit status. */
    int status() {
        return status;
    }
}
