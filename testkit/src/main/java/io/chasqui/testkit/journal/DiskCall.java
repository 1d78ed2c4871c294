package io.chasqui.testkit.journal;

/** The kinds of calls to a disk, as far as they can fail. */
public enum DiskCall {
    /** A file is opened, and created if need be. */
    OPEN,
    /** Bytes are read. */
    READ,
    /** Bytes are written. */
    WRITE,
    /** A file's content is forced. */
    FORCE,
    /** A directory's entries are forced. */
    FORCE_DIRECTORY,
    /** A document is appended to the mapped segment. */
    APPEND,
    /** A file is made with its room. */
    ALLOCATE,
    /** A file is cut. */
    TRUNCATE,
    /** A file is renamed. */
    RENAME,
    /** A file is deleted. */
    DELETE,
    /** A directory is listed. */
    LIST,
    /** A directory is made. */
    CREATE_DIRECTORY,
    /** The free space is asked for. */
    USABLE,
    /** A data directory is taken. */
    LOCK
}
