/**
 * The closed set of frames that client and broker exchange. Frames are values; how they lie in bytes is the codec's
 * business, and in one JVM they are handed over as they are.
 */
@NullMarked
package io.chasqui.protocol.frame;

import org.jspecify.annotations.NullMarked;
