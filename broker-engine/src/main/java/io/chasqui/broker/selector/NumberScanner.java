package io.chasqui.broker.selector;

import java.math.BigInteger;

/**
 * Reads one number in the literal syntax of Java (§3.8.1.1, JLS §3.10.1 and §3.10.2): exact in decimal, hexadecimal,
 * octal or binary with an optional L, approximate with point, exponent or suffix F or D; underscores between digits.
 *
 * <p>Every exact number is a {@link Long}, with or without L, as the specification supports the range of long;
 * hexadecimal, octal and binary ones may use all 64 bits. An approximate one is a {@link Double}, or with F a {@link
 * Float}. As in Java, a number too large for its type, or so small that it would become zero, is refused. Signs are
 * operators and not read here.
 */
final class NumberScanner {

    private static final int BINARY = 2;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final String text;
    private final int start;
    private int position;

    NumberScanner(String text, int start) {
        this.text = text;
        this.start = start;
        this.position = start;
    }

    /** Whether a number begins at this place: with a digit, or with a point and a digit. */
    static boolean startsNumber(String text, int offset) {
        char c = text.charAt(offset);
        int first = c == '.' ? offset + 1 : offset;
        return first < text.length() && isDigit(text.charAt(first), DECIMAL);
    }

    /** Reads the number. */
    Token scan() throws SelectorSyntaxException {
        int radix = prefixRadix();
        if (radix != DECIMAL) {
            position += 2;
        }
        int digitsFrom = position;
        boolean point = scanMantissa(radix);
        boolean exponent = scanExponent(radix, point);
        int digitsTo = position;
        char suffix = scanSuffix(point || exponent ? "fd" : radix == DECIMAL ? "fdl" : "l");
        checkEnd();
        if (point || exponent || suffix == 'f' || suffix == 'd') {
            return approximate(digitsFrom, radix, suffix == 'f');
        }
        return exact(digits(digitsFrom, digitsTo), radix);
    }

    private int prefixRadix() {
        if (text.charAt(start) != '0' || start + 1 == text.length()) {
            return DECIMAL;
        }
        return switch (text.charAt(start + 1)) {
            case 'x', 'X' -> HEXADECIMAL;
            case 'b', 'B' -> BINARY;
            default -> DECIMAL;
        };
    }

    /** Reads the digits and the point, if there is one; says whether there was. */
    private boolean scanMantissa(int radix) throws SelectorSyntaxException {
        int from = position;
        scanDigits(radix);
        boolean point = radix != BINARY && accept('.', '.');
        if (point) {
            scanDigits(radix);
        }
        if (position - from == (point ? 1 : 0)) {
            throw malformed("digits after the prefix of a number");
        }
        return point;
    }

    /** Reads digits, maybe none; an underscore is allowed only between two of them. */
    private void scanDigits(int radix) throws SelectorSyntaxException {
        int from = position;
        while (position < text.length() && (isDigit(text.charAt(position), radix) || text.charAt(position) == '_')) {
            position++;
        }
        if (position > from && (text.charAt(from) == '_' || text.charAt(position - 1) == '_')) {
            throw malformed("digits on both sides of '_' in a number");
        }
    }

    private boolean scanExponent(int radix, boolean point) throws SelectorSyntaxException {
        boolean exponent = radix == HEXADECIMAL ? accept('p', 'P') : radix == DECIMAL && accept('e', 'E');
        if (exponent) {
            if (!accept('+', '+')) {
                accept('-', '-');
            }
            int from = position;
            scanDigits(DECIMAL);
            if (position == from) {
                throw malformed("digits in the exponent of a number");
            }
        } else if (point && radix == HEXADECIMAL) {
            throw malformed("an exponent (p) after a hexadecimal number with a point");
        }
        return exponent;
    }

    /** Takes one of the given suffixes in either case; answers it in lower case, or a space if there is none. */
    private char scanSuffix(String suffixes) {
        char c = position < text.length() ? Character.toLowerCase(text.charAt(position)) : ' ';
        if (suffixes.indexOf(c) < 0) {
            return ' ';
        }
        position++;
        return c;
    }

    private boolean accept(char lower, char upper) {
        boolean accepted =
                position < text.length() && (text.charAt(position) == lower || text.charAt(position) == upper);
        if (accepted) {
            position++;
        }
        return accepted;
    }

    private void checkEnd() throws SelectorSyntaxException {
        if (position < text.length()
                && (text.charAt(position) == '.' || Character.isJavaIdentifierPart(text.codePointAt(position)))) {
            throw malformed("white space or an operator after a number");
        }
    }

    private Token exact(String digits, int prefixRadix) throws SelectorSyntaxException {
        boolean octal = prefixRadix == DECIMAL && digits.length() > 1 && digits.charAt(0) == '0';
        int radix = octal ? OCTAL : prefixRadix;
        if (octal && !digits.chars().allMatch(c -> isDigit((char) c, radix))) {
            throw new SelectorSyntaxException(
                    text, start, "only digits 0 to 7 after a leading 0, which makes a number octal", shown());
        }
        BigInteger value = new BigInteger(digits, radix);
        if (radix == DECIMAL && value.equals(BigInteger.ONE.shiftLeft(Long.SIZE - 1))) {
            return new Token(TokenKind.LONG_MIN_MAGNITUDE, start, position, digits);
        }
        if (value.bitLength() > (radix == DECIMAL ? Long.SIZE - 1 : Long.SIZE)) {
            throw new SelectorSyntaxException(text, start, "an exact number in the range of long", shown());
        }
        return new Token(TokenKind.NUMBER, start, position, value.longValue());
    }

    private Token approximate(int digitsFrom, int radix, boolean isFloat) throws SelectorSyntaxException {
        String literal = digits(start, position);
        Number value = isFloat ? (Number) Float.valueOf(literal) : (Number) Double.valueOf(literal);
        boolean tooSmall = value.doubleValue() == 0 && !isZero(digitsFrom, radix);
        if (tooSmall || Double.isInfinite(value.doubleValue())) {
            String type = isFloat ? "float" : "double";
            throw new SelectorSyntaxException(text, start, "an approximate number in the range of " + type, shown());
        }
        return new Token(TokenKind.NUMBER, start, position, value);
    }

    /** Whether all digits before the exponent are 0. */
    private boolean isZero(int from, int radix) {
        for (int i = from; i < position; i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '_' && c != '0') {
                return !isDigit(c, radix);
            }
        }
        return true;
    }

    private String digits(int from, int to) {
        return text.substring(from, to).replace("_", "");
    }

    private String shown() {
        return SelectorSyntaxException.quoted(text.substring(start, position));
    }

    private SelectorSyntaxException malformed(String expected) {
        String found = position == text.length()
                ? "the end of the selector"
                : SelectorSyntaxException.quoted(Character.toString(text.codePointAt(position)));
        return new SelectorSyntaxException(text, position, expected, found);
    }

    private static boolean isDigit(char c, int radix) {
        if (c >= '0' && c <= '9') {
            return c - '0' < radix;
        }
        return radix == HEXADECIMAL && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }
}
