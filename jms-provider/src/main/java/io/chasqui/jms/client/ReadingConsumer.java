package io.chasqui.jms.client;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that reads a message before it counts as consumed, as {@code JMSConsumer.receiveBody} needs it (Jakarta
 * Messaging 3.1 §8.6): what cannot be read in a session with automatic acknowledgement comes again, as if the call had
 * not been made.
 */
public interface ReadingConsumer extends MessageConsumer {
    /** For {@link #receive(Reading, long)}: until a message comes. */
    long FOREVER_MILLIS = 0;

    /** For {@link #receive(Reading, long)}: only a message that is there. */
    long NO_WAIT_MILLIS = -1;

    /** What is made of a message. */
    @FunctionalInterface
    interface Reading<R> {
        /**
         * Reads a message.
         *
         * @throws MessageFormatException if the message is not what is wanted
         * @throws JMSException if it cannot be read
         */
        R of(Message message) throws JMSException;
    }

    /**
     * Receives and reads the next message.
     *
     * @param reading is given the message once
     * @param timeoutMillis how long to wait, {@link #FOREVER_MILLIS} or {@link #NO_WAIT_MILLIS}
     * @return what was read, or null if no message came in time or the consumer was closed
     * @throws JMSException if there is none to be had, or what the reading throws
     */
    <R> @Nullable R receive(Reading<R> reading, long timeoutMillis) throws JMSException;
}
