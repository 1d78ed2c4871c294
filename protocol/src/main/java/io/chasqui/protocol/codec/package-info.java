/**
 * How frames lie in bytes on a link, apart from any transport: encoding into fragments of at most 64 KiB, sharing a link
 * between long and short frames, and a decoder that takes arbitrary bytes and fails in one way only.
 */
@NullMarked
package io.chasqui.protocol.codec;

import org.jspecify.annotations.NullMarked;
