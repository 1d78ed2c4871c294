package io.chasqui.broker.selector;

/**
 * Cuts a selector into tokens, one at a time. White space is that of Java: space, tab, form feed and line terminators;
 * there are no comments (§3.8.1.1).
 */
final class Lexer {

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    /** The next token; {@link TokenKind#END} for ever after the last one. */
    Token next() throws SelectorSyntaxException {
        while (position < text.length() && isWhiteSpace(text.charAt(position))) {
            position++;
        }
        Token token = scan();
        position = token.end();
        return token;
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r';
    }

    private Token scan() throws SelectorSyntaxException {
        if (position == text.length()) {
            return new Token(TokenKind.END, position, position, "");
        }
        char c = text.charAt(position);
        if (c == '\'') {
            return scanString();
        }
        if (NumberScanner.startsNumber(text, position)) {
            return new NumberScanner(text, position).scan();
        }
        if (Character.isJavaIdentifierStart(text.codePointAt(position))) {
            return scanWord();
        }
        return scanSymbol(c);
    }

    private Token scanString() throws SelectorSyntaxException {
        StringBuilder content = new StringBuilder();
        int from = position + 1;
        while (true) {
            int quote = text.indexOf('\'', from);
            if (quote < 0) {
                throw new SelectorSyntaxException(
                        text, position, "a closing ' for the string that begins here", "the end of the selector");
            }
            content.append(text, from, quote);
            from = quote + 2;
            if (!text.startsWith("''", quote)) {
                return new Token(TokenKind.STRING, position, quote + 1, content.toString());
            }
            content.append('\'');
        }
    }

    private Token scanWord() {
        int end = position;
        while (end < text.length() && Character.isJavaIdentifierPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        String word = text.substring(position, end);
        return new Token(TokenKind.ofWord(word), position, end, word);
    }

    private Token scanSymbol(char c) throws SelectorSyntaxException {
        return switch (c) {
            case '=' -> symbol(TokenKind.EQUAL, 1);
            case '<' -> scanLess();
            case '>' -> scanGreater();
            case '+' -> symbol(TokenKind.PLUS, 1);
            case '-' -> symbol(TokenKind.MINUS, 1);
            case '*' -> symbol(TokenKind.TIMES, 1);
            case '/' -> symbol(TokenKind.DIVIDED_BY, 1);
            case '(' -> symbol(TokenKind.LEFT_PARENTHESIS, 1);
            case ')' -> symbol(TokenKind.RIGHT_PARENTHESIS, 1);
            case ',' -> symbol(TokenKind.COMMA, 1);
            default -> throw unexpectedCharacter();
        };
    }

    private Token scanLess() {
        if (followedBy('>')) {
            return symbol(TokenKind.NOT_EQUAL, 2);
        }
        return followedBy('=') ? symbol(TokenKind.LESS_OR_EQUAL, 2) : symbol(TokenKind.LESS, 1);
    }

    private Token scanGreater() {
        return followedBy('=') ? symbol(TokenKind.GREATER_OR_EQUAL, 2) : symbol(TokenKind.GREATER, 1);
    }

    private boolean followedBy(char c) {
        return position + 1 < text.length() && text.charAt(position + 1) == c;
    }

    private Token symbol(TokenKind kind, int lengthChars) {
        int end = position + lengthChars;
        return new Token(kind, position, end, text.substring(position, end));
    }

    private SelectorSyntaxException unexpectedCharacter() {
        int character = text.codePointAt(position);
        String expected = switch (character) {
            case '!' -> "an operator (not equal is written <>, negation NOT)";
            case '"' -> "an identifier or literal (strings stand in single quotes)";
            case '&', '|' -> "an operator (conditions are joined by AND and OR)";
            case '.' -> "an identifier, literal or operator (names have no dots)";
            default -> "an identifier, literal or operator";
        };
        String found =
                SelectorSyntaxException.quoted(Character.toString(character)) + String.format(" (U+%04X)", character);
        return new SelectorSyntaxException(text, position, expected, found);
    }
}
