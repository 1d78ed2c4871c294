package io.chasqui.systemtests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Somebody else's file, which takes room that a disk has. Closing deletes it.
 *
 * @param file where it lies
 * @param bytes its size
 */
record Ballast(Path file, long bytes) implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGE = 4096;

    /** Writes until nothing more can be written. */
    static Ballast fill(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, MEBIBYTE);
            write(channel, PAGE);
            return new Ballast(file, channel.size());
        }
    }

    /** Writes so much. */
    static Ballast of(Path file, int mebibytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mebibytes; i++) {
                channel.write(ByteBuffer.allocate(MEBIBYTE));
            }
            channel.force(true);
            return new Ballast(file, channel.size());
        }
    }

    private static void write(FileChannel channel, int step) {
        try {
            while (true) {
                channel.write(ByteBuffer.allocate(step));
                channel.force(false);
            }
        } catch (IOException full) {
            return; // that is what it is for
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
