package io.chasqui.broker.selector;

/**
 * The text is no message selector. Checked, because a selector comes from an application and whoever parses one must
 * answer it: the provider turns this into {@code InvalidSelectorException} (§3.8.1.1).
 *
 * <p>The message says what was expected, what came, and shows the place; it is one line without control characters and
 * quotes at most a few dozen characters of the selector, so it is safe to log and to send.
 */
public final class SelectorSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Characters of the selector shown before and after the place of the error. */
    private static final int EXCERPT_CHARS = 40;

    private final int column;

    SelectorSyntaxException(String text, int offset, String expected, String found) {
        super("Invalid selector at column " + (offset + 1) + ": expected " + expected + ", found " + found + ". Here: "
                + excerpt(text, offset));
        this.column = offset + 1;
    }

    /**
     * Where the selector stops being one.
     *
     * @return the position of the first offending UTF-16 character, from 1; the length of the text + 1 when something is
     *     missing at its end
     */
    public int column() {
        return column;
    }

    /** Quotes a part of a selector for a message: cut if long, control characters shown as '?'. */
    static String quoted(String part) {
        String shown = part.length() <= EXCERPT_CHARS ? part : part.substring(0, EXCERPT_CHARS) + "...";
        return '"' + printable(shown) + '"';
    }

    private static String excerpt(String text, int offset) {
        int from = Math.max(0, offset - EXCERPT_CHARS);
        int to = Math.min(text.length(), offset + EXCERPT_CHARS);
        return (from > 0 ? "..." : "")
                + printable(text.substring(from, offset))
                + ">>>"
                + printable(text.substring(offset, to))
                + (to < text.length() ? "..." : "");
    }

    private static String printable(String part) {
        StringBuilder shown = new StringBuilder(part.length());
        part.chars().forEach(c -> shown.append(printable((char) c)));
        return shown.toString();
    }

    private static char printable(char c) {
        if (c == '\t' || c == '\n') {
            return ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '?';
            default -> c;
        };
    }
}
