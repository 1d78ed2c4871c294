package io.chasqui.jms.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection URL that concern the client.
 *
 * @param user user name for connections that name none, or null
 * @param password its password, or null
 * @param clientId client identifier of every connection (Jakarta Messaging 3.1 §6.1.2), or null
 * @param reconnectTimeoutMillis how long a lost link is tried again before its connections fail, 0 for not at all
 * @param connectTimeoutMillis how long one attempt to connect may take, at least 1
 * @param sendTimeoutMillis how long a send waits for the broker to take more before it is refused, at least 1
 * @param heartbeatMillis the link counts as lost after twice this time of silence, 0 for never
 * @param prefetch most messages a consumer holds ahead of the application, at least 1
 */
record LinkSettings(
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId,
        int reconnectTimeoutMillis,
        int connectTimeoutMillis,
        int sendTimeoutMillis,
        int heartbeatMillis,
        int prefetch) {
    static final List<String> OPTIONS = List.of(
            "user",
            "password",
            "clientId",
            "reconnectTimeoutMillis",
            "connectTimeoutMillis",
            "sendTimeoutMillis",
            "heartbeatMillis",
            "prefetch");

    private static final int HOUR_MILLIS = 3_600_000;
    private static final int DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final int PREFETCH_LIMIT = 100_000;

    static LinkSettings of(Map<String, String> options, boolean embedded) {
        return new LinkSettings(
                options.get("user"),
                options.get("password"),
                options.get("clientId"),
                number(options, "reconnectTimeoutMillis", embedded ? 0 : 60_000, new Range(0, DAY_MILLIS)),
                number(options, "connectTimeoutMillis", 5_000, new Range(1, HOUR_MILLIS)),
                number(options, "sendTimeoutMillis", 30_000, new Range(1, DAY_MILLIS)),
                number(options, "heartbeatMillis", embedded ? 0 : 10_000, new Range(0, HOUR_MILLIS)),
                number(options, "prefetch", 1_000, new Range(1, PREFETCH_LIMIT)));
    }

    private record Range(int least, int greatest) {}

    private static int number(Map<String, String> options, String name, int otherwise, Range range) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= range.least && value <= range.greatest) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected(name, text, range), notANumber);
        }
        throw new IllegalArgumentException(expected(name, text, range));
    }

    private static String expected(String name, String text, Range range) {
        return "The option " + name + " must be a number " + range.least + ".." + range.greatest + " but is '" + text
                + "'.";
    }

    @Override
    public String toString() {
        return "LinkSettings[user=" + user + ", clientId=" + clientId + "]";
    }
}
