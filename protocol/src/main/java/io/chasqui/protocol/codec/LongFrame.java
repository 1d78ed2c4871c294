package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.wire.WireFormatException;
import org.jspecify.annotations.Nullable;

/** A frame too long for one fragment, coming in. */
sealed interface LongFrame permits LargeSend, Reassembly {
    /** What all its fragments must say. */
    FrameLabel label();

    /**
     * Takes a fragment's payload, which starts at {@code offset}.
     *
     * @return how many bytes it keeps until the frame is complete
     * @throws WireFormatException if the frame becomes longer than it may be
     */
    int append(FragmentHeader header, byte[] source, int offset);

    /** Bytes kept so far. */
    int gatheredBytes();

    /**
     * The last fragment was taken.
     *
     * @return the frame, or null if it was handed over already
     */
    @Nullable
    Frame end();
}
