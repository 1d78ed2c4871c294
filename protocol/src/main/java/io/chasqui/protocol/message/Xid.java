package io.chasqui.protocol.message;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a transaction branch (X/Open XA, JTA's {@code Xid}): given by the transaction manager, unique in the world.
 *
 * @param format says how the manager has made the two others; -1 names no branch
 * @param global the global transaction, up to 64 bytes; not to be changed
 * @param branch the branch of it, up to 64 bytes; not to be changed
 */
public record Xid(int format, byte[] global, byte[] branch) {
    /** Most bytes that each of the two parts may have. */
    public static final int PART_LIMIT_BYTES = 64;

    /** Checks the lengths. */
    public Xid {
        if (global.length > PART_LIMIT_BYTES || branch.length > PART_LIMIT_BYTES) {
            throw new IllegalArgumentException("The parts of an Xid have up to " + PART_LIMIT_BYTES + " bytes but "
                    + global.length + " and " + branch.length + " came.");
        }
    }

    /** Writes a name. */
    public static void write(WireWriter out, Xid xid) {
        out.writeInt(xid.format)
                .writeByte(xid.global.length)
                .writeRaw(xid.global, 0, xid.global.length)
                .writeByte(xid.branch.length)
                .writeRaw(xid.branch, 0, xid.branch.length);
    }

    /** Reads a name. */
    public static Xid read(WireReader in) {
        return new Xid(in.readInt(), readPart(in), readPart(in));
    }

    private static byte[] readPart(WireReader in) {
        int length = in.readUnsignedByte();
        if (length > PART_LIMIT_BYTES) {
            throw new WireFormatException(
                    "A part of an Xid has up to " + PART_LIMIT_BYTES + " bytes but " + length + " are announced.");
        }
        return in.readRaw(length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Xid xid
                && format == xid.format
                && Arrays.equals(global, xid.global)
                && Arrays.equals(branch, xid.branch);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * format + Arrays.hashCode(global)) + Arrays.hashCode(branch);
    }

    /** Format, global transaction and branch, in hexadecimal. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return Integer.toHexString(format) + ":" + hex.formatHex(global) + ":" + hex.formatHex(branch);
    }
}
