package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code MapMessage}: names and typed values with the conversions of Jakarta Messaging 3.1 §3.11.3. It keeps the order
 * in which names were first set, and gives and takes copies of arrays. A map without entries counts as no body.
 */
public final class JmsMapMessage extends JmsMessage implements MapMessage {
    private Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    private byte @Nullable [] encoded;
    private boolean readOnly;

    /** A message without entries, to be filled and sent. */
    public JmsMapMessage() {}

    @Override
    public boolean getBoolean(@Nullable String name) throws JMSException {
        return ValueConversion.toBoolean(find(name));
    }

    @Override
    public byte getByte(@Nullable String name) throws JMSException {
        return ValueConversion.toByte(find(name));
    }

    @Override
    public short getShort(@Nullable String name) throws JMSException {
        return ValueConversion.toShort(find(name));
    }

    @Override
    public char getChar(@Nullable String name) throws JMSException {
        return ValueConversion.toChar(find(name));
    }

    @Override
    public int getInt(@Nullable String name) throws JMSException {
        return ValueConversion.toInt(find(name));
    }

    @Override
    public long getLong(@Nullable String name) throws JMSException {
        return ValueConversion.toLong(find(name));
    }

    @Override
    public float getFloat(@Nullable String name) throws JMSException {
        return ValueConversion.toFloat(find(name));
    }

    @Override
    public double getDouble(@Nullable String name) throws JMSException {
        return ValueConversion.toDouble(find(name));
    }

    @Override
    public @Nullable String getString(@Nullable String name) throws JMSException {
        return ValueConversion.toText(find(name));
    }

    @Override
    public byte @Nullable [] getBytes(@Nullable String name) throws JMSException {
        return ValueConversion.toBytes(find(name));
    }

    @Override
    public @Nullable Object getObject(@Nullable String name) throws JMSException {
        return ElementValues.copy(find(name));
    }

    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        return Collections.enumeration(List.copyOf(entries().keySet()));
    }

    @Override
    public boolean itemExists(@Nullable String name) throws JMSException {
        return entries().containsKey(name);
    }

    @Override
    public void setBoolean(@Nullable String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(@Nullable String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(@Nullable String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(@Nullable String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(@Nullable String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(@Nullable String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(@Nullable String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(@Nullable String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(@Nullable String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte @Nullable [] value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte[] value, int offset, int length) throws JMSException {
        put(name, ElementValues.slice(value, offset, length));
    }

    @Override
    public void setObject(@Nullable String name, @Nullable Object value) throws JMSException {
        put(name, value);
    }

    @Override
    public void clearBody() {
        entries = new LinkedHashMap<>();
        encoded = null;
        readOnly = false;
    }

    @Override
    BodyKind bodyKind() {
        return BodyKind.MAP;
    }

    @Override
    byte[] bodyBytes() {
        byte[] received = encoded;
        return received == null ? ElementCodec.map(entries) : received;
    }

    @Override
    @Nullable
    Object bodyObject() throws JMSException {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(entries());
        copy.replaceAll((name, value) -> ElementValues.copy(value));
        return copy.isEmpty() ? null : copy;
    }

    @Override
    @Nullable
    Class<?> bodyClass() throws JMSException {
        return entries().isEmpty() ? null : Map.class;
    }

    @Override
    void receiveBody(byte[] body, ObjectAdmission admission) {
        encoded = body;
        readOnly = true;
    }

    private @Nullable Object find(@Nullable String name) throws JMSException {
        return entries().get(name);
    }

    private void put(@Nullable String name, @Nullable Object value) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "An entry of a map needs a name but it is " + (name == null ? "null." : "empty."));
        }
        if (readOnly) {
            throw new MessageNotWriteableException("The body of a received message is read-only: call clearBody()"
                    + " before setting '" + name + "'.");
        }
        entries.put(name, ElementValues.element(value));
    }

    private Map<String, @Nullable Object> entries() throws JMSException {
        byte[] received = encoded;
        if (received != null) {
            entries = ElementCodec.map(received);
            encoded = null;
        }
        return entries;
    }
}
