package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * A {@code StreamMessage}: typed values in a row with the conversions of Jakarta Messaging 3.1 §3.11.3. It gives and takes
 * copies of arrays.
 */
public final class JmsStreamMessage extends JmsMessage implements StreamMessage {
    private final StreamBody body = new StreamBody();

    /** A message without elements, in write-only mode. */
    public JmsStreamMessage() {}

    @Override
    public boolean readBoolean() throws JMSException {
        return body.read(ValueConversion::toBoolean);
    }

    @Override
    public byte readByte() throws JMSException {
        return body.read(ValueConversion::toByte);
    }

    @Override
    public short readShort() throws JMSException {
        return body.read(ValueConversion::toShort);
    }

    @Override
    public char readChar() throws JMSException {
        return body.read(ValueConversion::toChar);
    }

    @Override
    public int readInt() throws JMSException {
        return body.read(ValueConversion::toInt);
    }

    @Override
    public long readLong() throws JMSException {
        return body.read(ValueConversion::toLong);
    }

    @Override
    public float readFloat() throws JMSException {
        return body.read(ValueConversion::toFloat);
    }

    @Override
    public double readDouble() throws JMSException {
        return body.read(ValueConversion::toDouble);
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String text = ValueConversion.toText(body.next());
        body.pass();
        return text;
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return body.readBytes(value);
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = ElementValues.copy(body.next());
        body.pass();
        return value;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        body.write(value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        body.write(ElementValues.slice(value, offset, length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        body.write(value);
    }

    @Override
    public void reset() {
        body.reset();
    }

    @Override
    public void clearBody() {
        body.clear();
    }

    @Override
    BodyKind bodyKind() {
        return BodyKind.STREAM;
    }

    @Override
    byte[] bodyBytes() {
        return body.content();
    }

    @Override
    Object bodyObject() throws JMSException {
        throw notAsAWhole();
    }

    @Override
    Class<?> bodyClass() throws JMSException {
        throw notAsAWhole();
    }

    @Override
    void receiveBody(byte[] bytes, ObjectAdmission admission) {
        body.receive(bytes);
    }

    private static MessageFormatException notAsAWhole() {
        return new MessageFormatException(
                "The body of a StreamMessage cannot be had as a whole: read its elements one by one.");
    }
}
