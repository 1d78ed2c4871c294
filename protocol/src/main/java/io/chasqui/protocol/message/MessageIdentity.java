package io.chasqui.protocol.message;

/**
 * Who made a message and as which one: the producer session's random 128-bit key and the number of the message in it.
 * {@code JMSMessageID} (Jakarta Messaging 3.1 §3.4.3) is its text form, so the identifier is known before the broker has
 * seen the message and is the same after a re-send.
 *
 * @param sessionHigh upper half of the session key
 * @param sessionLow lower half of the session key
 * @param number counts the messages of the session from 1
 */
public record MessageIdentity(long sessionHigh, long sessionLow, long number) {
    /** The text form: {@code ID:} and three hexadecimal numbers. */
    public String text() {
        return "ID:" + Long.toHexString(sessionHigh) + "-" + Long.toHexString(sessionLow) + "-"
                + Long.toHexString(number);
    }
}
