package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A checkpoint as a file. Little-endian.
 *
 * <pre>
 *  0         4         8         12        16             24        28          36
 * ┌─────────┬─────────┬─────────┬─────────┬──────────────┬─────────┬───────────┬───────┐
 * │ magic   │ version │ crc32c  │ tail    │ sequence     │ epoch   │ time      │ body… │
 * └─────────┴─────────┴─────────┴─────────┴──────────────┴─────────┴───────────┴───────┘
 * </pre>
 *
 * <p>The checksum covers everything behind it. Magic and version stay where they are in all later versions.
 */
public final class CheckpointFile {
    private static final String PREFIX = "checkpoint-";

    /** No segment has a number of more than eight digits. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "00\\d{8}");

    /** The bytes {@code C H Q C}. */
    private static final int MAGIC = 0x43514843;

    private static final int VERSION = 1;
    private static final int CHECKED_AT = 12;
    private static final int BODY_AT = 36;

    private final CheckpointHead head;
    private final byte[] bytes;

    private CheckpointFile(CheckpointHead head, byte[] bytes) {
        this.head = head;
        this.bytes = bytes;
    }

    /** The file of a checkpoint. */
    public static CheckpointFile of(CheckpointHead head, byte[] body) {
        WireWriter out = new WireWriter(BODY_AT + body.length);
        out.writeInt(MAGIC)
                .writeInt(VERSION)
                .writeInt(0)
                .writeInt(head.tailSegment())
                .writeLong(head.sequence())
                .writeInt(head.ownerEpoch())
                .writeLong(head.timeMillis())
                .writeRaw(body, 0, body.length);
        out.putInt(CHECKED_AT - Integer.BYTES, checksum(out.array(), out.size()));
        return new CheckpointFile(head, out.toByteArray());
    }

    /**
     * Reads a checkpoint.
     *
     * @param name the file's path, for messages
     * @param bytes all of it
     * @throws CorruptJournalException when it is damaged, or of a newer version
     */
    public static CheckpointFile read(String name, byte[] bytes) {
        if (bytes.length < BODY_AT) {
            throw damaged(name, 0, "it has " + bytes.length + " bytes, too few for a checkpoint.");
        }
        WireReader in = new WireReader(bytes);
        if (in.readInt() != MAGIC) {
            throw damaged(name, 0, "it does not begin like a checkpoint.");
        }
        int version = in.readInt();
        if (version > VERSION || version < 1) {
            throw new NewerVersionException(name, Integer.BYTES, "checkpoint", version, VERSION);
        }
        if (in.readInt() != checksum(bytes, bytes.length)) {
            throw damaged(name, Long.BYTES, "its checksum does not match.");
        }
        CheckpointHead head = new CheckpointHead(in.readInt(), in.readLong(), in.readInt(), in.readLong());
        return new CheckpointFile(head, bytes);
    }

    /**
     * Reads a checkpoint from its file.
     *
     * @param files where it lies
     * @param name the file's name
     * @throws CorruptJournalException when it is damaged, of a newer version, or named like another one
     * @throws IOException when it cannot be read
     */
    public static CheckpointFile open(SideFiles files, String name) throws IOException {
        CheckpointFile file = read(files.pathOf(name), files.read(name));
        if (!file.name().equals(name)) {
            throw damaged(files.pathOf(name), CHECKED_AT, "it holds " + file.name() + ", but is not named so.");
        }
        return file;
    }

    /** Whether a file is named like a checkpoint. */
    public static boolean isNamed(String name) {
        return NAME.matcher(name).matches();
    }

    /** What it stands for. */
    public CheckpointHead head() {
        return head;
    }

    /** Its name; later checkpoints have greater ones. */
    public String name() {
        return PREFIX + SegmentDigits.of(head.tailSegment());
    }

    /** Reads the body. */
    public WireReader body() {
        return new WireReader(bytes, BODY_AT, bytes.length - BODY_AT);
    }

    /** The whole file. */
    public byte[] bytes() {
        return bytes;
    }

    private static CorruptJournalException damaged(String name, long offset, String reason) {
        return new DamagedSideFileException(
                name, offset, reason, "Run 'chasqui journal verify' on the data directory, and check the disk.");
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CHECKED_AT, length - CHECKED_AT);
        return (int) crc.getValue();
    }
}
