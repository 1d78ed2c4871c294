package io.chasqui.broker.selector;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of words a selector is made of. */
enum TokenKind {
    IDENTIFIER,
    STRING,
    /** An exact or approximate number. */
    NUMBER,
    /** The decimal 9223372036854775808, which is a long only with a minus before it. */
    LONG_MIN_MAGNITUDE,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    COMMA,
    /** The first of the keywords, which stand together. */
    NOT,
    AND,
    OR,
    BETWEEN,
    LIKE,
    IN,
    IS,
    NULL,
    TRUE,
    FALSE,
    /** The last of the keywords. */
    ESCAPE,
    END;

    private static final Set<TokenKind> KEYWORDS = Collections.unmodifiableSet(EnumSet.range(NOT, ESCAPE));

    /**
     * The kind of a word: a keyword in any mixture of cases, or else an identifier. Only ASCII letters are folded; a
     * Turkish dotless i is no I.
     */
    static TokenKind ofWord(String word) {
        for (TokenKind keyword : KEYWORDS) {
            if (isSpelled(keyword.name(), word)) {
                return keyword;
            }
        }
        return IDENTIFIER;
    }

    private static boolean isSpelled(String upperCase, String word) {
        if (word.length() != upperCase.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != upperCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
