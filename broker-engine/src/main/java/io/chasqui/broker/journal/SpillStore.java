package io.chasqui.broker.journal;

/**
 * Room on the disk for volatile payloads that do not fit into memory: never forced, deleted at the next start. Writing
 * and freeing is done by the baton's holder, reading by any thread.
 */
public interface SpillStore extends AutoCloseable {
    /** Writes bytes; the place has a negative segment number. */
    Place write(byte[] bytes);

    /** Reads bytes back. */
    byte[] read(Place place);

    /** Gives the room back. */
    void free(Place place);

    @Override
    void close();
}
