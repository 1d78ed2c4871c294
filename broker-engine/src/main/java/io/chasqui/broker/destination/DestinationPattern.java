package io.chasqui.broker.destination;

import io.chasqui.protocol.message.Destination;
import java.util.List;

/**
 * Says which destinations a permission or a policy is about. A pattern is a list of words with dots between them; so is a
 * destination, whose first word is its kind, {@code queue} or {@code topic}, and whose other words are its name cut at
 * its dots. Upper and lower case differ.
 *
 * <ul>
 *   <li>{@code queue.orders.new}: this queue.
 *   <li>{@code queue.orders.*}: {@code *} is exactly one word: the queue {@code orders.new}, not {@code orders} and not
 *       {@code orders.new.eu}.
 *   <li>{@code topic.news.#}: {@code #}, always the last word, is the rest, which may be empty: the topics {@code news},
 *       {@code news.eu} and {@code news.eu.de}.
 *   <li>{@code queue.#}: all queues. {@code *.orders.#}: queues and topics. {@code #}: everything.
 * </ul>
 *
 * <p>There is no colon in it because a colon would have to be escaped in a properties file. Temporary queues and topics
 * count as queues and topics.
 *
 * <p>Of several patterns that match a destination, one is always the most specific: at the first word in which they
 * differ a plain word goes before {@code *}, and {@code *} before {@code #}. This is the natural order, most specific
 * first; it is consistent with equals, so that a sorted map of patterns can be searched from its beginning.
 */
public final class DestinationPattern implements Comparable<DestinationPattern> {
    /** Matches every destination. */
    public static final DestinationPattern ALL = new DestinationPattern(List.of("#"));

    private static final String WORD = "*";
    private static final String REST = "#";
    private static final String QUEUE = "queue";
    private static final String TOPIC = "topic";

    private final List<String> words;

    private DestinationPattern(List<String> words) {
        this.words = words;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is wrong and what was expected
     */
    public static DestinationPattern parse(String text) {
        List<String> words = List.of(text.split("\\.", -1));
        String kind = words.get(0);
        if (kind.equals(REST) && words.size() == 1) {
            return ALL;
        }
        if (!kind.equals(QUEUE) && !kind.equals(TOPIC) && !kind.equals(WORD)) {
            throw refused(text, "it must begin with 'queue.', 'topic.' or '*.'");
        }
        if (words.size() == 1) {
            throw refused(
                    text, "a name has to follow; '" + kind + ".#' is every " + (kind.equals(WORD) ? QUEUE : kind));
        }
        for (int at = 1; at < words.size(); at++) {
            checkWord(text, words.get(at), at == words.size() - 1);
        }
        return new DestinationPattern(words);
    }

    private static void checkWord(String text, String word, boolean last) {
        if (word.isEmpty()) {
            throw refused(text, "there is nothing between two dots, or after the last");
        }
        if (word.equals(REST) && !last) {
            throw refused(text, "'#' stands for the rest and must be the last word");
        }
        if (word.length() > 1 && (word.contains(WORD) || word.contains(REST))) {
            throw refused(text, "'*' and '#' stand for whole words and cannot be a part of '" + word + "'");
        }
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not a pattern of destinations: " + why
                + ". Examples: queue.orders.new, queue.orders.*, topic.news.#, #.");
    }

    /** Whether a destination is meant. Takes no memory and time in proportion to the name's length. */
    public boolean matches(Destination destination) {
        String first = words.get(0);
        if (first.equals(REST)) {
            return true;
        }
        boolean kindMatches = first.equals(WORD) || first.equals(destination.isQueue() ? QUEUE : TOPIC);
        return kindMatches && matchesName(destination.name());
    }

    private boolean matchesName(String name) {
        int from = 0; // of the word to be matched; past the end of the name when none is left
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals(REST)) {
                return true;
            }
            if (from > name.length()) {
                return false;
            }
            int dot = name.indexOf('.', from);
            int to = dot < 0 ? name.length() : dot;
            if (!word.equals(WORD) && !isAt(word, name, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return from > name.length();
    }

    private static boolean isAt(String word, String name, int from, int to) {
        return word.length() == to - from && name.startsWith(word, from);
    }

    /** Most specific first. */
    @Override
    public int compareTo(DestinationPattern other) {
        int common = Math.min(words.size(), other.words.size());
        for (int at = 0; at < common; at++) {
            String mine = words.get(at);
            String theirs = other.words.get(at);
            int order = Integer.compare(breadth(mine), breadth(theirs));
            order = order == 0 ? mine.compareTo(theirs) : order;
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(words.size(), other.words.size());
    }

    private static int breadth(String word) {
        if (word.equals(WORD)) {
            return 1;
        }
        return word.equals(REST) ? 2 : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DestinationPattern that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    /** The pattern as {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.join(".", words);
    }
}
