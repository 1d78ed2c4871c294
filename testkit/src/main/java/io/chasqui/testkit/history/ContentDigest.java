package io.chasqui.testkit.history;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of what an application puts into a message: body and own properties with their types, bit by bit. What a
 * provider adds (names beginning with {@code JMS}) is left out.
 */
public final class ContentDigest {
    private ContentDigest() {}

    /**
     * Fingerprint of a text.
     *
     * @param body the text, or null for a message without body
     * @param properties the application's properties
     */
    public static String ofText(@Nullable String body, Map<String, ?> properties) {
        return digest(body == null ? "none" : "text", body == null ? new byte[0] : bytes(body), properties);
    }

    /**
     * Fingerprint of bytes.
     *
     * @param body the bytes
     * @param properties the application's properties
     */
    public static String ofBytes(byte[] body, Map<String, ?> properties) {
        return digest("bytes", body, properties);
    }

    /**
     * Fingerprint of a received message; leaves a bytes message reset.
     *
     * @param message a message, text message or bytes message
     * @throws JMSException if the message cannot be read
     */
    public static String of(Message message) throws JMSException {
        Map<String, Object> properties = new TreeMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String property = (String) names.nextElement();
            if (!property.startsWith("JMS")) {
                properties.put(property, message.getObjectProperty(property));
            }
        }
        if (message instanceof BytesMessage bytesMessage) {
            bytesMessage.reset();
            byte[] body = new byte[Math.toIntExact(bytesMessage.getBodyLength())];
            if (body.length > 0) {
                bytesMessage.readBytes(body);
            }
            bytesMessage.reset();
            return ofBytes(body, properties);
        }
        return ofText(message instanceof TextMessage text ? text.getText() : null, properties);
    }

    private static String digest(String kind, byte[] body, Map<String, ?> properties) {
        MessageDigest digest = sha256();
        update(digest, bytes(kind));
        update(digest, body);
        new TreeMap<>(properties).forEach((name, value) -> {
            update(digest, bytes(name));
            update(digest, bytes(value.getClass().getSimpleName()));
            update(digest, bytes(exact(value)));
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** Lengths go in too, so that no two contents run into the same bytes. */
    private static void update(MessageDigest digest, byte[] part) {
        digest.update(bytes(part.length + ":"));
        digest.update(part);
    }

    private static String exact(Object value) {
        if (value instanceof Double number) {
            return Long.toHexString(Double.doubleToRawLongBits(number));
        }
        if (value instanceof Float number) {
            return Integer.toHexString(Float.floatToRawIntBits(number));
        }
        return value.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one says it has not.", e);
        }
    }
}
