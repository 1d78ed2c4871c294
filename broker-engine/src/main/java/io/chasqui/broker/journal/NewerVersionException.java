package io.chasqui.broker.journal;

/** A file was written by a newer version: nothing is read past it, nothing is changed. */
public final class NewerVersionException extends CorruptJournalException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param file name of the file
     * @param offset where the version stands, in bytes
     * @param what what has the version
     * @param version the version
     * @param known the newest version that is known
     */
    public NewerVersionException(String file, long offset, String what, int version, int known) {
        super(
                file,
                offset,
                "the " + what + " has format version " + version + ", this broker knows up to " + known + ".",
                "Start the broker in the newer version that wrote it. Nothing was changed.");
    }
}
