package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.zip.CRC32C;

/**
 * How a batch lies in bytes. Little-endian, no alignment: one batch follows the other inside a document.
 *
 * <pre>
 *  0         4         8         12    13    14    16        20
 * ┌─────────┬─────────┬─────────┬─────┬─────┬─────┬─────────┬─────────────────┐
 * │ magic   │ length  │ crc32c  │ ver │flags│shard│ epoch   │ sequence        │
 * ├─────────┴─────────┼─────────┴─────┴─────┴─────┼─────────┴─────────────────┤
 * │ time (28)         │ watermark (36)            │ body (44) …               │
 * └───────────────────┴───────────────────────────┴───────────────────────────┘
 * </pre>
 *
 * <p>{@code length} counts the whole batch with its head. The checksum covers everything behind it, from the format
 * version to the last byte of the body. Magic, length, checksum and format version stay where they are in all later
 * versions, so that an older broker can tell a newer batch from a broken one.
 */
final class BatchFormat {
    /** The bytes {@code C H Q B}. */
    static final int MAGIC = 0x42514843;

    /** The version that is written, and the newest one that is understood. */
    static final int VERSION = 1;

    /** Bytes before the body. */
    static final int HEADER_BYTES = 44;

    /** Upper limit of a whole batch, far above what is ever written; keeps a broken length from being believed. */
    static final int MAX_BATCH_BYTES = 16 << 20;

    static final int LENGTH_AT = 4;
    static final int CRC_AT = 8;
    static final int CHECKED_AT = 12;
    static final int FLAGS_AT = 13;

    private BatchFormat() {}

    /** Appends a head whose length, checksum and flags are still open. */
    static void writeHead(WireWriter to, BatchHeader header) {
        to.writeInt(MAGIC)
                .writeInt(0)
                .writeInt(0)
                .writeByte(VERSION)
                .writeByte(header.flags())
                .writeShort(header.shard())
                .writeInt(header.ownerEpoch())
                .writeLong(header.sequence())
                .writeLong(header.timeMillis())
                .writeLong(header.watermark());
    }

    /** Fills in what is only known at the end: flags, length and checksum. */
    static void complete(WireWriter batch, int start, int flags) {
        int length = batch.size() - start;
        batch.array()[start + FLAGS_AT] = (byte) flags;
        batch.putInt(start + LENGTH_AT, length);
        batch.putInt(start + CRC_AT, checksum(batch.array(), start, length));
    }

    /** The checksum of a whole batch. */
    static int checksum(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start + CHECKED_AT, length - CHECKED_AT);
        return (int) crc.getValue();
    }

    /** Reads the fields behind the format version; the batch must be verified. */
    static BatchHeader header(byte[] bytes, int start) {
        WireReader in = new WireReader(bytes, start + FLAGS_AT, HEADER_BYTES - FLAGS_AT);
        int flags = in.readUnsignedByte();
        int shard = in.readShort();
        int ownerEpoch = in.readInt();
        long sequence = in.readLong();
        long timeMillis = in.readLong();
        return new BatchHeader(flags, shard, ownerEpoch, sequence, timeMillis, in.readLong());
    }

    /** Whether the flags name at most one role of a batch. */
    static boolean plausible(int flags) {
        return flags >= 0 && flags <= BatchHeader.CHAIN_END && Integer.bitCount(flags) <= 1;
    }
}
