package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.zip.CRC32C;

/**
 * The note about the newest segment, as a file. Segments say which one they continue, but none says which one continues it:
 * without the note nobody would miss the newest. Little-endian.
 *
 * <pre>
 *  0         4         8         12        16
 * ┌─────────┬─────────┬─────────┬─────────┐
 * │ magic   │ version │ crc32c  │ segment │
 * └─────────┴─────────┴─────────┴─────────┘
 * </pre>
 *
 * <p>It is written when the segment's file is on the disk and before anything in the segment is confirmed. So a greater
 * number than that of any file means that files are gone. A smaller one means nothing: a broker ended in between, or one of
 * a version that keeps no note was here.
 *
 * @param segment the newest segment that was begun, 0 for none
 */
public record NewestSegment(int segment) {
    /** Bytes of the file. */
    public static final int BYTES = 16;

    /** The bytes {@code C H Q N}. */
    private static final int MAGIC = 0x4e514843;

    private static final int VERSION = 1;
    private static final int CHECKED_AT = 12;

    /** The file's content. */
    public byte[] bytes() {
        WireWriter out = new WireWriter(BYTES);
        out.writeInt(MAGIC).writeInt(VERSION).writeInt(0).writeInt(segment);
        out.putInt(CHECKED_AT - Integer.BYTES, checksum(out.array()));
        return out.toByteArray();
    }

    /**
     * Reads the file.
     *
     * @param name the file's path, for messages
     * @param bytes its first bytes
     * @param length how many there are
     * @throws DamagedSideFileException when it is damaged
     * @throws NewerVersionException when a newer version has written it
     */
    public static NewestSegment read(String name, byte[] bytes, int length) {
        if (length < BYTES) {
            throw damaged(name, 0, "it has " + length + " bytes, too few for the note about the newest segment.");
        }
        WireReader in = new WireReader(bytes, 0, BYTES);
        if (in.readInt() != MAGIC) {
            throw damaged(name, 0, "it does not begin like the note about the newest segment.");
        }
        int version = in.readInt();
        if (version > VERSION || version < 1) {
            throw new NewerVersionException(name, Integer.BYTES, "note about the newest segment", version, VERSION);
        }
        if (in.readInt() != checksum(bytes)) {
            throw damaged(name, Long.BYTES, "its checksum does not match.");
        }
        return new NewestSegment(in.readInt());
    }

    private static DamagedSideFileException damaged(String name, long offset, String reason) {
        return new DamagedSideFileException(
                name,
                offset,
                reason,
                "Whether the newest segment is there cannot be told without it. Run 'chasqui journal verify' on the data"
                        + " directory, and check the disk; the next start writes it anew.");
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CHECKED_AT, BYTES - CHECKED_AT);
        return (int) crc.getValue();
    }
}
