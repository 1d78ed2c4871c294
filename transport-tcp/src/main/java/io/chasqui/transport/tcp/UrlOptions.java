package io.chasqui.transport.tcp;

import java.util.Map;

/** Reads typed values out of the options of a connection URL, with a message that names the option. */
final class UrlOptions {
    private UrlOptions() {}

    static boolean flag(Map<String, String> options, String name, boolean absent) {
        String value = options.get(name);
        if (value == null) {
            return absent;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "The option " + name + " must be true or false but is '" + value + "'.");
        };
    }

    static int number(Map<String, String> options, String name, int absent) {
        String value = options.get(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notANumber(name, value), e);
        }
        throw new IllegalArgumentException(notANumber(name, value));
    }

    private static String notANumber(String name, String value) {
        return "The option " + name + " must be a whole number from 0 on but is '" + value + "'.";
    }
}
