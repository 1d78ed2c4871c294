package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireFormatException;

/**
 * The journal holds bytes that contradict what was proven to be on the disk, or that this version cannot read. Nothing
 * was changed; a person has to decide. The message names the file, the offset, the reason and what to do.
 */
public sealed class CorruptJournalException extends RuntimeException
        permits DamagedSideFileException, NewerVersionException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String reason;
    private final String advice;

    /**
     * A loud refusal.
     *
     * @param file path of the file
     * @param offset where in it, in bytes
     * @param reason what is wrong there
     * @param advice what to do
     */
    public CorruptJournalException(String file, long offset, String reason, String advice) {
        super("Journal file " + file + ", offset " + offset + ": " + reason + " " + advice);
        this.file = file;
        this.offset = offset;
        this.reason = reason;
        this.advice = advice;
    }

    static CorruptJournalException damaged(SegmentSource source, long offset, String reason) {
        return new CorruptJournalException(
                source.name(),
                offset,
                reason,
                "This was on the disk once, so the broker does not start without it. Nothing was changed. Copy the"
                        + " directory, run 'chasqui journal verify' on the copy, check the disk, and restore the file"
                        + " from a backup.");
    }

    /** An intact batch, whose checksum holds, that this version does not understand. */
    static CorruptJournalException unreadable(SegmentSource source, long offset, WireFormatException reason) {
        CorruptJournalException refused = new CorruptJournalException(
                source.name(),
                offset,
                "the batch is intact, but this version cannot read it: " + reason.getMessage(),
                "Start the broker in the newer version that wrote it. Nothing was changed.");
        refused.initCause(reason);
        return refused;
    }

    /** Path of the file. */
    public String file() {
        return file;
    }

    /** Offset in the file, in bytes. */
    public long offset() {
        return offset;
    }

    /** What is wrong there. */
    public String reason() {
        return reason;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }
}
