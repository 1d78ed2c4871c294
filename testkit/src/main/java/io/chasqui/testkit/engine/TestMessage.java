package io.chasqui.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text message under construction. Each method returns a new one.
 *
 * @param text the body
 * @param persistent its delivery mode
 * @param priority 0 to 9
 * @param expirationMillis broker time, 0 for never
 * @param deliveryTimeMillis broker time before which it is not delivered, 0 for at once
 * @param properties its properties
 */
public record TestMessage(
        String text,
        boolean persistent,
        int priority,
        long expirationMillis,
        long deliveryTimeMillis,
        Map<String, Object> properties) {
    private static final int DEFAULT_PRIORITY = 4;

    /** A persistent message of priority 4 that never expires. */
    public static TestMessage persistent(String text) {
        return new TestMessage(text, true, DEFAULT_PRIORITY, 0, 0, Map.of());
    }

    /** A non-persistent message of priority 4 that never expires. */
    public static TestMessage volatileText(String text) {
        return new TestMessage(text, false, DEFAULT_PRIORITY, 0, 0, Map.of());
    }

    /** The same with another priority. */
    public TestMessage withPriority(int other) {
        return new TestMessage(text, persistent, other, expirationMillis, deliveryTimeMillis, properties);
    }

    /** The same with an expiry, in broker time. */
    public TestMessage expiringAt(long millis) {
        return new TestMessage(text, persistent, priority, millis, deliveryTimeMillis, properties);
    }

    /** The same with a delivery time, in broker time. */
    public TestMessage dueAt(long millis) {
        return new TestMessage(text, persistent, priority, expirationMillis, millis, properties);
    }

    /** The same with one more property. */
    public TestMessage with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new TestMessage(text, persistent, priority, expirationMillis, deliveryTimeMillis, more);
    }

    /** The text of a delivered message. */
    public static String text(Deliver delivery) {
        return new String(SealedMessage.of(delivery.message()).body(), UTF_8);
    }

    /** The encoded form. */
    byte[] seal(Destination destination, MessageIdentity identity) {
        MessageHeaders headers = new MessageHeaders(
                identity,
                false,
                destination,
                persistent,
                priority,
                1,
                expirationMillis,
                deliveryTimeMillis,
                null,
                null,
                null);
        return SealedMessage.seal(headers, properties, BodyKind.TEXT, text.getBytes(UTF_8))
                .bytes();
    }
}
