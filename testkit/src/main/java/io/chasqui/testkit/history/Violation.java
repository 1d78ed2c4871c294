package io.chasqui.testkit.history;

/**
 * A broken promise.
 *
 * @param kind which promise
 * @param subject the message or unit concerned
 * @param text what was promised and what was seen
 */
public record Violation(ViolationKind kind, String subject, String text) {
    @Override
    public String toString() {
        return kind + " " + subject + ": " + text;
    }
}
