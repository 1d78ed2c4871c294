package io.chasqui.samples.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON object of strings, numbers and booleans: just enough to turn a line into typed properties. Fields that
 * are null, objects or arrays are passed over. It is no validator: what lies inside a field passed over is only
 * bracketed, not checked.
 */
final class FlatJson {
    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** The fields in their order, as String, Long, Double or Boolean; empty if the text is not a JSON object. */
    static Optional<Map<String, Object>> parse(String text) {
        try {
            return Optional.of(new FlatJson(text).object());
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The text is not what this class reads; never leaves it. */
    private static final class MalformedJsonException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Map<String, Object> object() throws MalformedJsonException {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        boolean more = !accept('}');
        while (more) {
            field(fields);
            more = accept(',');
            if (!more) {
                expect('}');
            }
        }
        require(peek() == 0);
        return fields;
    }

    private void field(Map<String, Object> fields) throws MalformedJsonException {
        String name = string();
        expect(':');
        switch (peek()) {
            case '"' -> fields.put(name, string());
            case '{', '[' -> passOver();
            default -> literal(name, fields);
        }
    }

    private void literal(String name, Map<String, Object> fields) throws MalformedJsonException {
        int start = at;
        while (at < text.length() && ",}]".indexOf(text.charAt(at)) < 0 && text.charAt(at) > ' ') {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "true" -> fields.put(name, true);
            case "false" -> fields.put(name, false);
            case "null" -> fields.remove(name);
            default -> fields.put(name, number(word));
        }
    }

    private static Object number(String word) throws MalformedJsonException {
        require(!word.isEmpty() && "-0123456789".indexOf(word.charAt(0)) >= 0);
        boolean whole = word.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        try {
            if (whole) {
                return Long.valueOf(word);
            }
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw new MalformedJsonException();
        }
    }

    private String string() throws MalformedJsonException {
        expect('"');
        StringBuilder value = new StringBuilder();
        char c = next();
        while (c != '"') {
            value.append(c == '\\' ? escaped() : c);
            c = next();
        }
        return value.toString();
    }

    private char escaped() throws MalformedJsonException {
        char c = next();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw new MalformedJsonException();
        };
    }

    private char unicode() throws MalformedJsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            require(digit >= 0);
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** Passes over an object or an array to its closing bracket. */
    private void passOver() throws MalformedJsonException {
        int depth = 0;
        do {
            char c = peek();
            if (c == '"') {
                string();
                continue;
            }
            next();
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
        } while (depth > 0);
    }

    /** The next character that is no white space, without taking it; 0 at the end. */
    private char peek() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() throws MalformedJsonException {
        require(at < text.length());
        return text.charAt(at++);
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws MalformedJsonException {
        require(accept(c));
    }

    private static void require(boolean fulfilled) throws MalformedJsonException {
        if (!fulfilled) {
            throw new MalformedJsonException();
        }
    }
}
