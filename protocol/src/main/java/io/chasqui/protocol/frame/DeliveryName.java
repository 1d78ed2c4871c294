package io.chasqui.protocol.frame;

/**
 * Names a message in a queue or subscription, across reconnects and broker restarts.
 *
 * @param queue the broker's number of the queue or subscription
 * @param sequence the message's number in it
 */
public record DeliveryName(int queue, long sequence) {}
