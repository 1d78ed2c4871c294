package io.chasqui.broker.selector;

/** The tokens of a selector with one of them in view; the place where syntax errors are made. */
final class TokenStream {

    private final String text;
    private final Lexer lexer;
    private Token current;

    TokenStream(String text) throws SelectorSyntaxException {
        this.text = text;
        this.lexer = new Lexer(text);
        this.current = lexer.next();
    }

    /** The token in view. */
    Token current() {
        return current;
    }

    /** Whether the token in view is of this kind. */
    boolean at(TokenKind kind) {
        return current.kind() == kind;
    }

    /** Takes the token in view and looks at the next one. */
    Token take() throws SelectorSyntaxException {
        Token taken = current;
        current = lexer.next();
        return taken;
    }

    /** Takes the token in view if it is of this kind. */
    boolean accept(TokenKind kind) throws SelectorSyntaxException {
        boolean accepted = at(kind);
        if (accepted) {
            take();
        }
        return accepted;
    }

    /** Takes the token in view, which must be of this kind. */
    Token expect(TokenKind kind, String expected) throws SelectorSyntaxException {
        if (!at(kind)) {
            throw unexpected(expected);
        }
        return take();
    }

    /** An error at the token in view. */
    SelectorSyntaxException unexpected(String expected) {
        return error(current, expected, current.shown(text));
    }

    /** An error at some token. */
    SelectorSyntaxException error(Token at, String expected, String found) {
        return new SelectorSyntaxException(text, at.start(), expected, found);
    }
}
