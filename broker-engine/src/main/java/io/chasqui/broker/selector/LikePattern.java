package io.chasqui.broker.selector;

import java.util.Arrays;

/**
 * A compiled LIKE pattern: {@code _} is any one character, {@code %} any sequence of characters, everything else itself
 * (§3.8.1.1). Characters are Unicode code points, so {@code _} stands for one emoji as well as for one letter.
 *
 * <p>Matching is greedy with two positions and remembers only the last {@code %}: whatever it skipped once is never
 * tried again for an earlier one. The worst case is (characters of the text) x (characters of the pattern after a {@code
 * %}); nothing is exponential and nothing is allocated.
 */
final class LikePattern {

    /** No escape character was given. */
    static final int NO_ESCAPE = -1;

    private static final int ANY_ONE = -2;
    private static final int ANY_RUN = -3;

    private final int[] elements;

    private LikePattern(int[] elements) {
        this.elements = elements;
    }

    /**
     * Whether every escape character in the pattern stands before {@code _}, {@code %} or itself, as SQL asks.
     *
     * @param escape a code point, or {@link #NO_ESCAPE}
     */
    static boolean isWellFormed(String pattern, int escape) {
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == escape) {
                i++;
                if (i == characters.length || !isEscapable(characters[i], escape)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isEscapable(int character, int escape) {
        return character == '%' || character == '_' || character == escape;
    }

    /** Compiles a well-formed pattern. */
    static LikePattern compile(String pattern, int escape) {
        int[] characters = pattern.codePoints().toArray();
        int[] elements = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            int element = characters[i] == escape ? characters[++i] : element(characters[i]);
            boolean repeatedRun = element == ANY_RUN && count > 0 && elements[count - 1] == ANY_RUN;
            if (!repeatedRun) {
                elements[count++] = element;
            }
        }
        return new LikePattern(Arrays.copyOf(elements, count));
    }

    private static int element(int character) {
        return switch (character) {
            case '_' -> ANY_ONE;
            case '%' -> ANY_RUN;
            default -> character;
        };
    }

    /** Whether the whole text has the form of the pattern. */
    boolean matches(CharSequence text) {
        int length = text.length();
        int element = 0;
        int position = 0;
        int elementAfterRun = -1;
        int runEnd = 0;
        while (position < length) {
            int character = Character.codePointAt(text, position);
            if (isRun(element)) {
                elementAfterRun = ++element;
                runEnd = position;
                if (element == elements.length) {
                    return true;
                }
            } else if (accepts(element, character)) {
                element++;
                position += Character.charCount(character);
            } else if (elementAfterRun >= 0) {
                element = elementAfterRun;
                runEnd += Character.charCount(Character.codePointAt(text, runEnd));
                position = runEnd;
            } else {
                return false;
            }
        }
        return element + (isRun(element) ? 1 : 0) == elements.length;
    }

    private boolean isRun(int element) {
        return element < elements.length && elements[element] == ANY_RUN;
    }

    private boolean accepts(int element, int character) {
        return element < elements.length && (elements[element] == ANY_ONE || elements[element] == character);
    }
}
