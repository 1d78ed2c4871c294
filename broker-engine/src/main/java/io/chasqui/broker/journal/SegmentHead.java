package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/**
 * The body of the first batch of a segment: which segment this is and where it takes over from the one before. What the
 * one before holds beyond the cut is void.
 *
 * <pre>
 * ┌──────┬─────────┬──────────┬───────┬──────────────┬──────────────┐
 * │ kind │ segment │ previous │ epoch │ cut sequence │ tail sequence│
 * │  1   │    4    │    4     │   4   │      8       │      8       │
 * └──────┴─────────┴──────────┴───────┴──────────────┴──────────────┘
 * </pre>
 *
 * <p>A head written by a roll proves that everything up to the cut was forced. A head written by a new owner proves
 * nothing but its cut: the batches between the cut and {@code tailSequence} are good ones of the previous owner that are
 * written again behind this head. Until that is done and forced, the new owner's segments are <em>not established</em>
 * and recovery goes back to the old tail.
 *
 * @param kind why the segment was opened
 * @param segment its number
 * @param previousSegment the number of the one before, 0 if there is none
 * @param ownerEpoch the epoch of the owner that opened it
 * @param cutSequence the last batch of the previous segment that counts; this head is the next one
 * @param tailSequence the last good batch that the previous segment held, at least {@code cutSequence}
 */
public record SegmentHead(
        Kind kind, int segment, int previousSegment, int ownerEpoch, long cutSequence, long tailSequence) {
    /** Bytes of a head's body. */
    static final int BYTES = 29;

    /**
     * Why a segment was opened. Segments of the first release begin with the durable state except for its messages, so that
     * replay may begin with any of them; later ones need what came before, or a checkpoint.
     */
    public enum Kind {
        /** A new owner never appends to an old segment; with the state behind the head. */
        START_WITH_STATE(1),
        /** The previous segment was full; it was forced before. With the state behind the head. */
        ROLL_WITH_STATE(2),
        /** A new owner never appends to an old segment. */
        START(3),
        /** The previous segment was full; it was forced before. */
        ROLL(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new WireFormatException("The kind of a head is 1 to 4 but is " + code + ".");
        }

        /** Whether a new owner opened it. */
        public boolean starts() {
            return this == START || this == START_WITH_STATE;
        }

        /** Whether replay may begin with the segment. */
        public boolean hasState() {
            return this == START_WITH_STATE || this == ROLL_WITH_STATE;
        }
    }

    /** Appends the body. */
    void writeTo(WireWriter to) {
        to.writeByte(kind.code)
                .writeInt(segment)
                .writeInt(previousSegment)
                .writeInt(ownerEpoch)
                .writeLong(cutSequence)
                .writeLong(tailSequence);
    }

    /** Reads a body; throws {@link io.chasqui.protocol.wire.WireFormatException} when it is not one. */
    public static SegmentHead readFrom(byte[] bytes, int offset, int length) {
        WireReader in = new WireReader(bytes, offset, length);
        Kind kind = Kind.of(in.readUnsignedByte());
        SegmentHead head =
                new SegmentHead(kind, in.readInt(), in.readInt(), in.readInt(), in.readLong(), in.readLong());
        in.expectEnd();
        return head;
    }

    /** Whether nothing of a previous owner has to be written again. */
    public boolean complete() {
        return !kind.starts() || tailSequence == cutSequence;
    }
}
