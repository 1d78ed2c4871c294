package io.chasqui.broker.journal;

/** A file beside the segments is damaged, or missing; a start may do without it. */
public final class DamagedSideFileException extends CorruptJournalException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param file path of the file
     * @param offset where in it, in bytes
     * @param reason what is wrong there
     * @param advice what to do
     */
    public DamagedSideFileException(String file, long offset, String reason, String advice) {
        super(file, offset, reason, advice);
    }
}
