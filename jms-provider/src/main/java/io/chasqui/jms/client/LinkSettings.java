package io.chasqui.jms.client;

import io.chasqui.jms.message.ObjectAdmission;
import io.chasqui.protocol.Reattachment;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param receiveTimestamp whether received messages have the property {@code JMSXRcvTimestamp}
 * @param prefetch most messages a consumer holds ahead of the application, at least 1
 * @param objects what a received {@code ObjectMessage} may bring
 */
record LinkSettings(
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId,
        int reconnectTimeoutMillis,
        int connectTimeoutMillis,
        int sendTimeoutMillis,
        int heartbeatMillis,
        boolean receiveTimestamp,
        int prefetch,
        ObjectAdmission objects) {
    static final List<String> OPTIONS = List.of(
            "user",
            "password",
            "clientId",
            "reconnectTimeoutMillis",
            "connectTimeoutMillis",
            "sendTimeoutMillis",
            "heartbeatMillis",
            "jmsxRcvTimestamp",
            "prefetch",
            ObjectAdmission.ALLOW_OPTION,
            ObjectAdmission.DEPTH_OPTION,
            ObjectAdmission.REFERENCES_OPTION,
            ObjectAdmission.BYTES_OPTION);

    private static final int HOUR_MILLIS = 3_600_000;
    private static final int DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final int ABSENCE_MILLIS = (int) Reattachment.LONGEST_ABSENCE.toMillis();
    private static final int PREFETCH_LIMIT = 100_000;

    static LinkSettings of(Map<String, String> options, boolean embedded) {
        return new LinkSettings(
                options.get("user"),
                options.get("password"),
                options.get("clientId"),
                number(options, "reconnectTimeoutMillis", embedded ? 0 : 60_000, new Range(0, ABSENCE_MILLIS)),
                number(options, "connectTimeoutMillis", 5_000, new Range(1, HOUR_MILLIS)),
                number(options, "sendTimeoutMillis", 30_000, new Range(1, DAY_MILLIS)),
                number(options, "heartbeatMillis", embedded ? 0 : 15_000, new Range(0, HOUR_MILLIS)),
                flag(options, "jmsxRcvTimestamp"),
                number(options, "prefetch", 1_000, new Range(1, PREFETCH_LIMIT)),
                objects(options));
    }

    private static ObjectAdmission objects(Map<String, String> options) {
        Range any = new Range(1, Integer.MAX_VALUE);
        return new ObjectAdmission(
                        Set.of(),
                        number(options, ObjectAdmission.DEPTH_OPTION, ObjectAdmission.DEFAULT_DEPTH, any),
                        number(options, ObjectAdmission.REFERENCES_OPTION, ObjectAdmission.DEFAULT_REFERENCES, any),
                        number(options, ObjectAdmission.BYTES_OPTION, ObjectAdmission.DEFAULT_BYTES, any))
                .allowing(options.get(ObjectAdmission.ALLOW_OPTION), "the option " + ObjectAdmission.ALLOW_OPTION);
    }

    /** The same, with what the URL leaves to a system property. */
    LinkSettings completed(ClientEnvironment environment) {
        if (!objects.allowed().isEmpty()) {
            return this;
        }
        ObjectAdmission completed = objects.allowing(
                environment.property(ObjectAdmission.ALLOW_PROPERTY),
                "the system property " + ObjectAdmission.ALLOW_PROPERTY);
        return new LinkSettings(
                user,
                password,
                clientId,
                reconnectTimeoutMillis,
                connectTimeoutMillis,
                sendTimeoutMillis,
                heartbeatMillis,
                receiveTimestamp,
                prefetch,
                completed);
    }

    private record Range(int least, int greatest) {}

    private static boolean flag(Map<String, String> options, String name) {
        String text = options.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("The option " + name + " must be true or false but is '" + text + "'.");
        }
        return text.equals("true");
    }

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
