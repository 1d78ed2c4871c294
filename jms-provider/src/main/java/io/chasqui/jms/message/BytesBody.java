package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * The bytes of a {@code BytesMessage}: either being written or being read, never both (Jakarta Messaging 3.1 §3.11.3).
 * Values lie as {@link DataOutputStream} writes them.
 */
final class BytesBody {
    private byte[] bytes = {};
    private ByteArrayOutputStream written = new ByteArrayOutputStream(0);
    private DataOutputStream out = new DataOutputStream(written);
    private DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    private boolean reading;

    /** A read from the stream that may meet its end. */
    @FunctionalInterface
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** A write to the stream. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    void clear() {
        bytes = new byte[0];
        written = new ByteArrayOutputStream();
        out = new DataOutputStream(written);
        reading = false;
    }

    void receive(byte[] body) {
        bytes = body;
        written = new ByteArrayOutputStream(0);
        reading = true;
        rewind();
    }

    /** Ends writing, or starts reading again. */
    void reset() {
        if (!reading) {
            bytes = written.toByteArray();
            written = new ByteArrayOutputStream(0);
            reading = true;
        }
        rewind();
    }

    byte[] content() {
        return reading ? bytes : written.toByteArray();
    }

    boolean isEmpty() {
        return reading ? bytes.length == 0 : written.size() == 0;
    }

    long length() throws JMSException {
        expectReading();
        return bytes.length;
    }

    <T> T read(Reading<T> reading) throws JMSException {
        expectReading();
        in.mark(0);
        try {
            return reading.from(in);
        } catch (EOFException end) {
            rewindToMark();
            JMSException refusal = new MessageEOFException("The end of the body is reached.");
            refusal.setLinkedException(end);
            throw refusal;
        } catch (UTFDataFormatException malformed) {
            rewindToMark();
            throw format(malformed);
        } catch (IOException impossible) {
            throw format(impossible);
        }
    }

    int read(byte[] target, int length) throws JMSException {
        expectReading();
        if (length < 0 || length > target.length) {
            throw new IndexOutOfBoundsException("The length must be 0.." + target.length + " but is " + length + ".");
        }
        return read(source -> source.read(target, 0, length));
    }

    void write(Writing writing) throws JMSException {
        if (reading) {
            throw new MessageNotWriteableException("The body is in read-only mode: call clearBody() before writing.");
        }
        try {
            writing.to(out);
        } catch (IOException unwritable) {
            throw format(unwritable);
        }
    }

    private void rewind() {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private void rewindToMark() throws JMSException {
        try {
            in.reset();
        } catch (IOException impossible) {
            throw format(impossible);
        }
    }

    private void expectReading() throws JMSException {
        if (!reading) {
            throw new MessageNotReadableException("The body is in write-only mode: call reset() before reading.");
        }
    }

    private static JMSException format(IOException cause) {
        JMSException refusal = new MessageFormatException(String.valueOf(cause.getMessage()));
        refusal.setLinkedException(cause);
        return refusal;
    }
}
