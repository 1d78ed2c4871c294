/**
 * The boundary to whatever carries frames: a {@link io.chasqui.protocol.transport.Channel} for each side, connectors
 * that clients find by URL scheme, and acceptors that brokers offer.
 */
@NullMarked
package io.chasqui.protocol.transport;

import org.jspecify.annotations.NullMarked;
