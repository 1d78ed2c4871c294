package io.chasqui.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Files beside the segments: checkpoints and the index of past segments. A file appears as a whole and durable, or not at
 * all, and never changes afterwards. Any thread.
 */
public interface SideFiles {
    /** The names of all files. */
    List<String> names() throws IOException;

    /** What messages call a file: its path, if it has one. */
    String pathOf(String name);

    /**
     * Makes a file. When this returns it is on the disk under its name. When it throws, what has the name is the new file, the
     * one from before, or nothing, but never half a file.
     *
     * @param name letters, digits and hyphens
     * @param content writes what is in it
     * @throws IOException when it cannot be written
     */
    void publish(String name, Content content) throws IOException;

    /** All bytes of a file. */
    byte[] read(String name) throws IOException;

    /** A file's bytes for reading, outside of the heap where the disk offers that. */
    ByteBuffer map(String name) throws IOException;

    /** Deletes a file, if it is there. What was mapped of it can still be read. */
    void delete(String name) throws IOException;

    /** Writes a file's content front to back. */
    @FunctionalInterface
    interface Content {
        /** Writes all of it. */
        void writeTo(Output out) throws IOException;
    }

    /** Takes bytes of a file. */
    @FunctionalInterface
    interface Output {
        /** Appends bytes. */
        void write(byte[] bytes, int offset, int length) throws IOException;
    }
}
