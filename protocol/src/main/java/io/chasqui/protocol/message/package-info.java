/**
 * The message as bytes: what a client encodes once, the journal stores and a consumer receives unchanged. Broker and
 * client read from it only the fields they need.
 */
@NullMarked
package io.chasqui.protocol.message;

import org.jspecify.annotations.NullMarked;
