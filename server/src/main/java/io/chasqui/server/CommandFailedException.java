package io.chasqui.server;

/** A command cannot go on; the message is one line for people and names what to do. */
final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    CommandFailedException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    CommandFailedException(String message) {
        super(message);
        this.exitCode = ExitCode.FAILED;
    }

    CommandFailedException(String message, Throwable cause) {
        this(ExitCode.FAILED, message, cause);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
