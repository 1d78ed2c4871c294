package io.chasqui.systemtests;

import io.chasqui.testkit.history.ContentDigest;
import io.chasqui.testkit.history.MessageKey;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes messages of many shapes for one producer session, each named by its key and known by its digest. */
final class MessageMaker {
    /** The property that carries {@link MessageKey#toString()}. */
    static final String KEY = "historyKey";

    /** Above the size of a fragment on the wire. */
    private static final int LARGE_BYTES = 150_000;

    private static final int LARGE_EVERY = 200;

    /** Above what the journal writes in one piece. */
    private static final int HUGE_BYTES = 1_500_000;

    private static final int HUGE_EVERY = 1_000;
    private static final int FIRST_HUGE = 300;

    private final String producer;
    private final SplittableRandom random;
    private final int bodyBytes;
    private long sequence;

    MessageMaker(String producer, SplittableRandom random, int bodyBytes) {
        this.producer = producer;
        this.random = random;
        this.bodyBytes = bodyBytes;
    }

    /** A message with its name in the history. */
    record Made(Message message, MessageKey key, String digest) {}

    /** The name by which a message entered the history. */
    static MessageKey keyOf(Message message) throws JMSException {
        return MessageKey.parse(message.getStringProperty(KEY));
    }

    Made next(Session session) throws JMSException {
        MessageKey key = new MessageKey(producer, ++sequence);
        Map<String, Object> properties = properties(key);
        int length = lengthOf(sequence);
        Made made = random.nextInt(3) == 0
                ? bytes(session, key, length, properties)
                : text(session, key, length, properties);
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            made.message().setObjectProperty(property.getKey(), property.getValue());
        }
        return made;
    }

    private int lengthOf(long number) {
        if (number % HUGE_EVERY == FIRST_HUGE) {
            return HUGE_BYTES;
        }
        return number % LARGE_EVERY == 0 ? LARGE_BYTES : random.nextInt(bodyBytes);
    }

    private Map<String, Object> properties(MessageKey key) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(KEY, key.toString());
        properties.put("aBoolean", random.nextBoolean());
        properties.put("aByte", (byte) random.nextInt());
        properties.put("aShort", (short) random.nextInt());
        properties.put("anInt", random.nextInt());
        properties.put("aLong", random.nextLong());
        properties.put("aFloat", (float) random.nextDouble());
        properties.put("aDouble", random.nextDouble());
        properties.put("aString", "añb\uD83D\uDE80" + random.nextInt(1_000));
        return properties;
    }

    private Made text(Session session, MessageKey key, int length, Map<String, Object> properties) throws JMSException {
        StringBuilder body = new StringBuilder(length);
        while (body.length() < length) {
            body.append((char) random.nextInt(' ', 0x250));
        }
        TextMessage message = session.createTextMessage(body.toString());
        return new Made(message, key, ContentDigest.ofText(body.toString(), properties));
    }

    private Made bytes(Session session, MessageKey key, int length, Map<String, Object> properties)
            throws JMSException {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) random.nextInt();
        }
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return new Made(message, key, ContentDigest.ofBytes(body, properties));
    }
}
