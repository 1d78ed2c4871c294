package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The body of a benchmark message: producer, sequence number and time of sending, then bytes that do not compress.
 *
 * <p>The identity is inside the body, not in properties, so that it costs every provider the same. One instance per
 * thread.
 */
final class MessageBody {

    /** Room for the producer, the sequence number and the time. */
    static final int MIN_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES;

    private static final int SEQUENCE_AT = Integer.BYTES;
    private static final int TIME_AT = SEQUENCE_AT + Long.BYTES;
    private static final long FILLING_SEED = 42;

    private final byte[] bytes;
    private final ByteBuffer view;

    /** A body of this length. */
    MessageBody(int lengthBytes) {
        this(new byte[lengthBytes]);
        new SplittableRandom(FILLING_SEED).nextBytes(bytes);
    }

    /** A body with this content, which it keeps. */
    MessageBody(byte[] content) {
        bytes = content;
        view = ByteBuffer.wrap(bytes);
    }

    /** Stamps identity and time, and appends the body to the message. */
    void writeTo(BytesMessage message, int producer, long sequence, long sentNanos) throws JMSException {
        view.putInt(0, producer);
        view.putLong(SEQUENCE_AT, sequence);
        view.putLong(TIME_AT, sentNanos);
        message.writeBytes(bytes);
    }

    /**
     * Takes the whole body out of a message.
     *
     * @throws JMSException when the message cannot be read
     * @throws IllegalStateException when it is of another type or length than the one that was sent
     */
    void readFrom(Message message) throws JMSException {
        if (!(message instanceof BytesMessage bytesMessage)) {
            throw new IllegalStateException("Expected a BytesMessage, but a "
                    + message.getClass().getName() + " came: something else sends to the benchmark's queue.");
        }
        int length = bytesMessage.readBytes(bytes);
        if (length != bytes.length || bytesMessage.getBodyLength() != bytes.length) {
            throw new IllegalStateException("Expected a body of " + bytes.length + " bytes, but "
                    + bytesMessage.getBodyLength() + " came: the provider damaged it.");
        }
    }

    /** The producer in the body that was read or written last. */
    int producer() {
        return view.getInt(0);
    }

    /** The sequence number in the body that was read or written last, from 0. */
    long sequence() {
        return view.getLong(SEQUENCE_AT);
    }

    /** {@link System#nanoTime} of this process when the message was about to be sent. */
    long sentNanos() {
        return view.getLong(TIME_AT);
    }
}
