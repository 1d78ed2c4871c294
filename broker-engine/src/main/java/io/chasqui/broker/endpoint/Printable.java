package io.chasqui.broker.endpoint;

/** Text from outside, fit for one line of a log: nobody writes lines of their own into it. */
final class Printable {
    private static final int LIMIT = 300;

    private Printable() {}

    static String of(String text) {
        String plain = text.replaceAll("\\p{C}", "?"); // controls, line ends, and what changes the writing direction
        return plain.length() <= LIMIT ? plain : plain.substring(0, LIMIT) + "...";
    }
}
