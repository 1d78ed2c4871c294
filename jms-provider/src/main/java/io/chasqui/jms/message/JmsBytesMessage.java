package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.DataInputStream;
import org.jspecify.annotations.Nullable;

/** A {@code BytesMessage}: uninterpreted bytes, written and read as Java's data streams do. */
public final class JmsBytesMessage extends JmsMessage implements BytesMessage {
    private final BytesBody body = new BytesBody();

    /** A message without bytes, in write-only mode. */
    public JmsBytesMessage() {
        body.clear();
    }

    @Override
    public long getBodyLength() throws JMSException {
        return body.length();
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return body.read(DataInputStream::readBoolean);
    }

    @Override
    public byte readByte() throws JMSException {
        return body.read(DataInputStream::readByte);
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return body.read(DataInputStream::readUnsignedByte);
    }

    @Override
    public short readShort() throws JMSException {
        return body.read(DataInputStream::readShort);
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return body.read(DataInputStream::readUnsignedShort);
    }

    @Override
    public char readChar() throws JMSException {
        return body.read(DataInputStream::readChar);
    }

    @Override
    public int readInt() throws JMSException {
        return body.read(DataInputStream::readInt);
    }

    @Override
    public long readLong() throws JMSException {
        return body.read(DataInputStream::readLong);
    }

    @Override
    public float readFloat() throws JMSException {
        return body.read(DataInputStream::readFloat);
    }

    @Override
    public double readDouble() throws JMSException {
        return body.read(DataInputStream::readDouble);
    }

    @Override
    public String readUTF() throws JMSException {
        return body.read(in -> in.readUTF());
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return body.read(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        return body.read(value, length);
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        body.write(out -> out.writeBoolean(value));
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        body.write(out -> out.writeByte(value));
    }

    @Override
    public void writeShort(short value) throws JMSException {
        body.write(out -> out.writeShort(value));
    }

    @Override
    public void writeChar(char value) throws JMSException {
        body.write(out -> out.writeChar(value));
    }

    @Override
    public void writeInt(int value) throws JMSException {
        body.write(out -> out.writeInt(value));
    }

    @Override
    public void writeLong(long value) throws JMSException {
        body.write(out -> out.writeLong(value));
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        body.write(out -> out.writeFloat(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        body.write(out -> out.writeDouble(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        body.write(out -> out.writeUTF(value));
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        body.write(out -> out.write(value));
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        body.write(out -> out.write(value, offset, length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        if (value == null) {
            throw new NullPointerException("writeObject needs a value but null was given.");
        }
        if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof Boolean flag) {
            writeBoolean(flag);
        } else if (value instanceof Character character) {
            writeChar(character);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else {
            throw unwritable(value);
        }
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
        return BodyKind.BYTES;
    }

    @Override
    byte[] bodyBytes() {
        return body.content();
    }

    @Override
    @Nullable
    Object bodyObject() {
        body.reset();
        byte[] content = body.content();
        return content.length == 0 ? null : content.clone();
    }

    @Override
    @Nullable
    Class<?> bodyClass() {
        return body.isEmpty() ? null : byte[].class;
    }

    @Override
    void receiveBody(byte[] bytes, ObjectAdmission admission) {
        body.receive(bytes);
    }

    private void writeNumber(Number number) throws JMSException {
        if (number instanceof Integer value) {
            writeInt(value);
        } else if (number instanceof Long value) {
            writeLong(value);
        } else if (number instanceof Double value) {
            writeDouble(value);
        } else if (number instanceof Float value) {
            writeFloat(value);
        } else if (number instanceof Short value) {
            writeShort(value);
        } else if (number instanceof Byte value) {
            writeByte(value);
        } else {
            throw unwritable(number);
        }
    }

    private static MessageFormatException unwritable(Object value) {
        return new MessageFormatException("A primitive wrapper, a String or a byte[] is expected but a "
                + value.getClass().getName() + " was given.");
    }
}
