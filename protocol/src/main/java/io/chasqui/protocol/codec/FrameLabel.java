package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.FrameKind;

/**
 * What a fragment's header says about its frame, and therefore the frame's fields need not repeat.
 *
 * @param kind which frame
 * @param connection the virtual connection, 0 for the link
 */
record FrameLabel(FrameKind kind, int connection) {}
