package io.chasqui.broker.event;

import io.chasqui.protocol.message.Destination;

/**
 * A message that a prepared transaction branch is to send.
 *
 * @param destination where to
 * @param payload the sealed message, which lies in the journal already
 */
public record BranchSend(Destination destination, Payload payload) {}
