package io.chasqui.broker.selector;

/**
 * One word of a selector.
 *
 * @param kind what it is
 * @param start offset of its first character in the text, from 0
 * @param end offset after its last character
 * @param value the string or number a literal stands for; of everything else the text itself
 */
record Token(TokenKind kind, int start, int end, Object value) {

    /** The name of an identifier or the content of a string literal. */
    String string() {
        return value.toString();
    }

    /** How a message calls this token. */
    String shown(String text) {
        if (kind == TokenKind.END) {
            return "the end of the selector";
        }
        return SelectorSyntaxException.quoted(text.substring(start, end));
    }
}
