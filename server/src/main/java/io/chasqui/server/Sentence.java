package io.chasqui.server;

/** Turns a failure into one line for people. */
final class Sentence {
    private Sentence() {}

    /** The failure's message on one line; its type only if it has none. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
