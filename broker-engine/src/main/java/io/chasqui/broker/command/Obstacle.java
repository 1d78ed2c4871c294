package io.chasqui.broker.command;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.protocol.ErrorCode;

/**
 * Why a message cannot be sent now: its destination is full.
 *
 * @param holder what is full, for people
 * @param limit its limit
 * @param messages messages it holds, those of open transactions included
 * @param bytes their bytes
 * @param messageBytes size of the message in bytes
 * @param hopeless whether no acknowledgement of anybody could ever make room for it
 */
public record Obstacle(
        String holder, DestinationLimit limit, long messages, long bytes, int messageBytes, boolean hopeless) {
    /** Whether it is worth waiting for room. */
    public boolean mayPass() {
        return limit.whenFull() == WhenFull.BLOCK && limit.blockMillis() > 0 && !hopeless;
    }

    /**
     * The answer to the sender.
     *
     * @param waitedMillis how long the send has waited for room, 0 if it did not
     */
    public Refusal refusal(long waitedMillis) {
        StringBuilder text = new StringBuilder(256);
        text.append("The ")
                .append(holder)
                .append(" is full: it holds ")
                .append(messages)
                .append(" messages of ");
        text.append(bytes)
                .append(" bytes, those that are delivered and not acknowledged or sent in open transactions")
                .append(" included; its limit is ");
        text.append(limit.maxMessages() == 0 ? "" : limit.maxMessages() + " messages");
        text.append(limit.maxMessages() == 0 || limit.maxBytes() == 0 ? "" : " and ");
        text.append(limit.maxBytes() == 0 ? "" : limit.maxBytes() + " bytes");
        text.append(". The message of ").append(messageBytes).append(" bytes was not sent");
        if (hopeless) {
            text.append(", and can never be: it, or the transaction that it is part of, is larger than the limit.")
                    .append(" Send less at a time, or raise the limit.");
        } else {
            text.append(waitedMillis > 0 ? " although it waited " + waitedMillis + " ms for room." : ".");
            text.append(" See that messages are consumed and acknowledged, or raise the limit.");
        }
        return new Refusal(ErrorCode.RESOURCE, text.toString());
    }
}
