package io.chasqui.testkit.history;

/**
 * Names a message as its sender knows it, before any broker has named it. The text form travels in a property of the
 * message.
 *
 * @param producer name of the producer session, without {@code '#'} at its end
 * @param sequence the message's number among those of the producer session, growing in the order of sending
 */
public record MessageKey(String producer, long sequence) {
    /**
     * The key with the given text form.
     *
     * @param text what {@link #toString()} has made
     * @throws IllegalArgumentException if it is something else
     */
    public static MessageKey parse(String text) {
        int separator = text.lastIndexOf('#');
        if (separator < 1) {
            throw new IllegalArgumentException("A message key must look like 'producer#17' but is '" + text + "'.");
        }
        return new MessageKey(text.substring(0, separator), Long.parseLong(text.substring(separator + 1)));
    }

    @Override
    public String toString() {
        return producer + "#" + sequence;
    }
}
