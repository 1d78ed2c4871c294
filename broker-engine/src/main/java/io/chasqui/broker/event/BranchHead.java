package io.chasqui.broker.event;

import io.chasqui.protocol.message.Xid;
import org.jspecify.annotations.Nullable;

/**
 * Which prepared transaction branch it is.
 *
 * @param number its number in the journal
 * @param xid what its manager calls it
 * @param sender client identifier of the connection that worked for it, or null: subscriptions of that identifier with
 *     {@code noLocal} do not get what it sends
 */
public record BranchHead(int number, Xid xid, @Nullable String sender) {}
