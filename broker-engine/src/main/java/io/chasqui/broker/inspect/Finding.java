package io.chasqui.broker.inspect;

/**
 * Something that is to be said about a file of a data directory.
 *
 * @param severity how bad it is
 * @param file which file, by its path from the data directory
 * @param offset where in it, in bytes; 0 also for the file as a whole
 * @param reason what is so
 * @param advice what to do
 */
public record Finding(Severity severity, String file, long offset, String reason, String advice) {
    /** How bad something is. */
    public enum Severity {
        /** As it may be after a crash; nothing that was confirmed is missing. */
        NOTE,
        /** Something is not what was written. */
        DAMAGE
    }

    static Finding note(String file, long offset, String reason, String advice) {
        return new Finding(Severity.NOTE, file, offset, reason, advice);
    }

    static Finding damage(String file, long offset, String reason, String advice) {
        return new Finding(Severity.DAMAGE, file, offset, reason, advice);
    }
}
