package io.chasqui.broker.journal;

/**
 * The journal holds bytes that contradict what was proven to be on the disk, or that this version cannot read. Nothing
 * was changed; a person has to decide. The message names the file, the offset, the reason and what to do.
 */
public final class CorruptJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /**
     * A loud refusal.
     *
     * @param file name of the segment's file
     * @param offset where in it, in bytes
     * @param reason what is wrong there
     * @param advice what to do
     */
    public CorruptJournalException(String file, long offset, String reason, String advice) {
        super("Journal file " + file + ", offset " + offset + ": " + reason + " " + advice);
        this.file = file;
        this.offset = offset;
    }

    static CorruptJournalException damaged(SegmentSource source, long offset, String reason) {
        return new CorruptJournalException(
                source.name(),
                offset,
                reason,
                "This was on the disk once, so the broker does not start without it. Nothing was changed. Copy the"
                        + " directory, check the disk, and restore the file from a backup.");
    }

    /** Name of the segment's file. */
    public String file() {
        return file;
    }

    /** Offset in the file, in bytes. */
    public long offset() {
        return offset;
    }
}
