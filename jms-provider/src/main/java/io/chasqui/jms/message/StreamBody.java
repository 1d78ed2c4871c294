package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a {@code StreamMessage}: either being written or being read, never both (Jakarta Messaging 3.1 §3.11.3).
 * A read that fails leaves the position where it was. An array of bytes that was read in part has to be read to its end
 * before the next element is.
 */
final class StreamBody {
    private List<@Nullable Object> elements = new ArrayList<>();
    private byte @Nullable [] encoded;
    private boolean reading;
    private int position;
    private int offset;
    private boolean within;

    /** A conversion of the next element. */
    @FunctionalInterface
    interface Reading<T> {
        T of(@Nullable Object element) throws JMSException;
    }

    void clear() {
        elements = new ArrayList<>();
        encoded = null;
        reading = false;
        rewind();
    }

    void receive(byte[] body) {
        encoded = body;
        reading = true;
        rewind();
    }

    /** Ends writing, or starts reading again. */
    void reset() {
        reading = true;
        rewind();
    }

    byte[] content() {
        byte[] received = encoded;
        return received == null ? ElementCodec.stream(elements) : received;
    }

    /** Reads the next element. */
    <T> T read(Reading<T> wanted) throws JMSException {
        T value = wanted.of(next());
        pass();
        return value;
    }

    /** The next element as it is; {@link #pass} is due when it is of use. */
    @Nullable
    Object next() throws JMSException {
        Object element = nextPart();
        if (within) {
            throw new MessageFormatException("An array of bytes was read in part: call readBytes() until it returns -1"
                    + " or less than the length of its buffer, before the next element is read.");
        }
        return element;
    }

    /** The next element was read. */
    void pass() {
        position++;
    }

    /** Reads the next part of an array of bytes; see {@code StreamMessage.readBytes}. */
    int readBytes(byte[] target) throws JMSException {
        Object element = nextPart();
        if (element == null) {
            position++;
            return -1;
        }
        if (!(element instanceof byte[] source)) {
            throw new MessageFormatException(
                    "The next element is a " + element.getClass().getSimpleName() + " and cannot be read as byte[].");
        }
        int left = source.length - offset;
        if (within && left == 0) {
            passArray();
            return -1;
        }
        int count = Math.min(left, target.length);
        System.arraycopy(source, offset, target, 0, count);
        offset += count;
        within = true;
        if (count < target.length) {
            passArray();
        }
        return count;
    }

    void write(@Nullable Object value) throws JMSException {
        if (reading) {
            throw new MessageNotWriteableException("The body is in read-only mode: call clearBody() before writing.");
        }
        elements.add(ElementValues.element(value));
    }

    private @Nullable Object nextPart() throws JMSException {
        if (!reading) {
            throw new MessageNotReadableException("The body is in write-only mode: call reset() before reading.");
        }
        byte[] received = encoded;
        if (received != null) {
            elements = ElementCodec.stream(received);
            encoded = null;
        }
        if (position == elements.size()) {
            throw new MessageEOFException("The end of the body is reached: it has " + position + " elements.");
        }
        return elements.get(position);
    }

    private void passArray() {
        position++;
        offset = 0;
        within = false;
    }

    private void rewind() {
        position = 0;
        offset = 0;
        within = false;
    }
}
