/**
 * Little-endian primitives on byte arrays: the one place that knows how a number, a string or a nullable value lies in
 * bytes. Messages, frames and journal events are all written and read with it.
 */
@NullMarked
package io.chasqui.protocol.wire;

import org.jspecify.annotations.NullMarked;
