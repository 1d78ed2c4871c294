package io.chasqui.broker.index;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.SegmentDigits;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The rows of one past segment in a file. Little-endian.
 *
 * <pre>
 *  0         4         8         12           16
 * ┌─────────┬─────────┬─────────┬────────────┬─────────────────────────────────────────┬──────────────┐
 * │ magic   │ version │ crc32c  │ head bytes │ segment, number of blocks, of runs,     │ rows of each │
 * │         │         │         │            │ shape of each block, shape of each run  │ block …      │
 * └─────────┴─────────┴─────────┴────────────┴─────────────────────────────────────────┴──────────────┘
 * </pre>
 *
 * <p>The first checksum covers the head behind it. The shape of a block holds for each page of {@link Run#PAGE_ROWS} rows
 * its least expiry and the checksum of its rows. That is looked at when the first of them is needed: opening a file costs no
 * more than reading its head, and no damaged row is ever believed. The shape of a run says over which rows of which block it
 * lies: the subscriptions of a topic share them.
 *
 * <p>Version 2. In version 1 each run has a block of its own, whose shape is part of its own shape.
 */
public final class IndexFile {
    private static final String PREFIX = "index-";

    /** No segment has a number of more than eight digits. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "00\\d{8}");

    /** The bytes {@code C H Q I}. */
    private static final int MAGIC = 0x49514843;

    private static final int VERSION = 2;
    private static final int CHECKED_AT = 12;
    private static final int FIXED_BYTES = 16;

    /** Least bytes of the shape of a block. */
    private static final int BLOCK_BYTES = 12;

    /** Bytes of the shape of a run. */
    private static final int RUN_BYTES = 38;

    private final String path;
    private final int segment;
    private final List<Block> blocks = new ArrayList<>();
    private final TreeMap<Integer, Run> runs = new TreeMap<>();

    private IndexFile(String path, int segment) {
        this.path = path;
        this.segment = segment;
    }

    /** The name of a segment's file. */
    public static String name(int segment) {
        return PREFIX + SegmentDigits.of(segment);
    }

    /** Whether a file is named like one. */
    public static boolean isNamed(String name) {
        return NAME.matcher(name).matches();
    }

    /** The segment in the name of a file that {@link #isNamed} like an index. */
    public static int segmentOf(String name) {
        return Integer.parseInt(name.substring(PREFIX.length()));
    }

    /**
     * Writes runs of one segment, which must not grow any more.
     *
     * @throws IOException when it cannot be written; there is no such file then
     */
    public static void write(SideFiles files, int segment, List<Run> runs) throws IOException {
        Map<Block, Integer> blocks = new LinkedHashMap<>();
        runs.forEach(run -> blocks.putIfAbsent(run.block(), blocks.size()));
        WireWriter head = new WireWriter(256);
        head.writeInt(MAGIC).writeInt(VERSION).writeInt(0).writeInt(0);
        head.writeInt(segment).writeInt(blocks.size()).writeInt(runs.size());
        for (Block block : blocks.keySet()) {
            writeShape(head, block);
        }
        for (Run run : runs) {
            writeShape(head, run, blocks.getOrDefault(run.block(), 0));
        }
        while (head.size() % Long.BYTES != 0) {
            head.writeByte(0);
        }
        head.putInt(CHECKED_AT, head.size());
        head.putInt(CHECKED_AT - Integer.BYTES, checksum(head.array(), CHECKED_AT, head.size()));
        files.publish(name(segment), out -> {
            out.write(head.array(), 0, head.size());
            for (Block block : blocks.keySet()) {
                forEachPage(block, (page, rows) -> out.write(rows.array(), 0, rows.size()));
            }
        });
    }

    private static void writeShape(WireWriter head, Block block) throws IOException {
        head.writeLong(block.base()).writeInt(block.count());
        forEachPage(
                block,
                (page, rows) ->
                        head.writeLong(block.leastExpiry(page)).writeInt(checksum(rows.array(), 0, rows.size())));
    }

    private static void writeShape(WireWriter head, Run run, int block) {
        head.writeInt(run.number())
                .writeInt(run.queue())
                .writeByte(run.priority())
                .writeBoolean(run.moved())
                .writeInt(block)
                .writeInt(run.start())
                .writeInt(run.count())
                .writeLong(run.base())
                .writeLong(run.lastSequence());
    }

    /**
     * Opens a file; rows are read when they are needed.
     *
     * @throws CorruptJournalException when its head is damaged, or of a newer version
     * @throws IOException when it cannot be read
     */
    public static IndexFile open(SideFiles files, int segment) throws IOException {
        String path = files.pathOf(name(segment));
        ByteBuffer bytes = files.map(name(segment)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < FIXED_BYTES || bytes.getInt(0) != MAGIC) {
            throw damaged(path, 0, "it does not begin like an index.");
        }
        int version = bytes.getInt(Integer.BYTES);
        if (version > VERSION || version < 1) {
            throw new NewerVersionException(path, Integer.BYTES, "index", version, VERSION);
        }
        int headBytes = bytes.getInt(CHECKED_AT);
        if (headBytes < FIXED_BYTES || headBytes > bytes.limit() || headBytes % Long.BYTES != 0) {
            throw damaged(path, CHECKED_AT, "its head cannot have " + headBytes + " bytes.");
        }
        byte[] head = new byte[headBytes];
        bytes.get(0, head);
        if (checksum(head, CHECKED_AT, headBytes) != bytes.getInt(CHECKED_AT - Integer.BYTES)) {
            throw damaged(path, Long.BYTES, "the checksum of its head does not match.");
        }
        IndexFile file = new IndexFile(path, segment);
        file.readHead(new WireReader(head, FIXED_BYTES, headBytes - FIXED_BYTES), version, bytes);
        return file;
    }

    private void readHead(WireReader in, int version, ByteBuffer bytes) {
        int at = FIXED_BYTES + in.remaining();
        int named = in.readInt();
        if (named != segment) {
            throw damaged(path, FIXED_BYTES, "it is the index of segment " + named + ".");
        }
        if (version == 1) {
            readRunsOfVersionOne(in, at, bytes);
            return;
        }
        int blockCount = in.readCount(BLOCK_BYTES);
        int runCount = in.readCount(RUN_BYTES);
        for (int i = 0; i < blockCount; i++) {
            long base = in.readLong();
            at = readBlock(in, base, in.readInt(), at, bytes);
        }
        for (int i = 0; i < runCount; i++) {
            readRun(in);
        }
    }

    private void readRunsOfVersionOne(WireReader in, int rowsAt, ByteBuffer bytes) {
        int at = rowsAt;
        for (int i = in.readInt(); i > 0; i--) {
            RunKey key = new RunKey(segment, in.readInt(), in.readInt(), in.readByte());
            boolean moved = in.readBoolean();
            long base = in.readLong();
            long lastSequence = in.readLong();
            int rows = in.readInt();
            at = readBlock(in, base, rows, at, bytes);
            Block block = blocks.get(blocks.size() - 1);
            runs.put(key.number(), new Run(new RunShape(key, moved, 0, rows, base, lastSequence), block));
        }
    }

    /** Reads the shape of a block from its pages on; where the rows of the next one begin. */
    private int readBlock(WireReader in, long base, int rows, int at, ByteBuffer bytes) {
        int pages = (rows + Run.PAGE_ROWS - 1) / Run.PAGE_ROWS;
        long[] leastExpiry = new long[pages];
        int[] checksums = new int[pages];
        for (int page = 0; page < pages; page++) {
            leastExpiry[page] = in.readLong();
            checksums[page] = in.readInt();
        }
        int length = rows * Rows.BYTES;
        if (length > bytes.limit() - at) {
            throw damaged(path, at, "block " + blocks.size() + " has " + rows + " rows, but the file ends before.");
        }
        StoredRows stored = new StoredRows(path, bytes, at, length, checksums);
        blocks.add(new Block(base, rows, leastExpiry, stored));
        return at + length;
    }

    private void readRun(WireReader in) {
        RunKey key = new RunKey(segment, in.readInt(), in.readInt(), in.readByte());
        boolean moved = in.readBoolean();
        int block = in.readInt();
        RunShape shape = new RunShape(key, moved, in.readInt(), in.readInt(), in.readLong(), in.readLong());
        int rows = block < 0 || block >= blocks.size() ? 0 : blocks.get(block).count();
        if (shape.start() < 0 || shape.count() < 1 || shape.start() > rows - shape.count()) {
            throw damaged(
                    path,
                    FIXED_BYTES,
                    "run " + key.number() + " has " + shape.count() + " rows from " + shape.start() + " on, but block "
                            + block + " has " + rows + ".");
        }
        runs.put(key.number(), new Run(shape, blocks.get(block)));
    }

    /** The run of this number; a new one with every call would be wrong, so it is to be asked for once. */
    public Run run(int number) {
        Run run = runs.get(number);
        if (run == null) {
            throw damaged(path, 0, "it has no run " + number + "; there are " + runs.keySet() + ".");
        }
        return run;
    }

    /** All its runs. */
    public List<Run> runs() {
        return new ArrayList<>(runs.values());
    }

    /**
     * Reads all rows.
     *
     * @throws CorruptJournalException when rows are not those that were written
     */
    public void verify() {
        blocks.forEach(Block::verify);
    }

    static CorruptJournalException damaged(String path, long offset, String reason) {
        return new DamagedSideFileException(
                path,
                offset,
                reason,
                "Run 'chasqui journal verify' on the data directory, check the disk, and restore the file from a"
                        + " backup.");
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static void forEachPage(Block block, PageAction action) throws IOException {
        WireWriter rows = new WireWriter(Run.PAGE_ROWS * Rows.BYTES);
        for (int page = 0; page * Run.PAGE_ROWS < block.count(); page++) {
            int end = Math.min(block.count(), (page + 1) * Run.PAGE_ROWS);
            for (int row = page * Run.PAGE_ROWS; row < end; row++) {
                for (int word = 0; word < Rows.WORDS; word++) {
                    rows.writeLong(block.word(row, word));
                }
            }
            action.accept(page, rows);
            rows.reset();
        }
    }

    /** What is done with the bytes of a page of rows. */
    private interface PageAction {
        void accept(int page, WireWriter rows) throws IOException;
    }
}
