package io.chasqui.broker.event;

/**
 * A queue or subscription that a message goes to, with the number it gets there.
 *
 * @param queue number of the queue or subscription
 * @param sequence the message's number in it
 */
public record Target(int queue, long sequence) {}
