package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Finds the time that one write of 4 KiB takes on a disk, which Artemis wants as the timeout of its journal buffer.
 *
 * <p>Does what {@code artemis create} does: writes one after the other into a file that already has its length, and of
 * several tries the best counts. Because a comparison starts the broker many times, there are more and shorter tries
 * (40 of 50 writes instead of 5 of 250), and the best of all starts of a comparison is kept in a file: it depends less
 * on what else the disk does at the moment.
 */
final class JournalTimeout {

    private static final int BLOCK_BYTES = 4096;
    private static final int BLOCKS = 50;
    private static final int TRIES = 40;

    private JournalTimeout() {}

    /**
     * Measures the disk before a broker is used for the first time; later its restarts take what is known.
     *
     * @param directory of the broker; empty before its first start
     * @param force whether each write is forced
     * @param best file with the best time of earlier starts
     * @return nanoseconds per write
     */
    static int known(Path directory, boolean force, Path best) throws IOException {
        boolean usedBefore;
        try (var files = Files.list(directory)) {
            usedBefore = files.findAny().isPresent();
        }
        return usedBefore && Files.exists(best)
                ? Integer.parseInt(Files.readString(best).strip())
                : calibrated(directory, force, best);
    }

    /**
     * Measures the disk that holds the directory.
     *
     * @param directory where the file is made and removed again
     * @param force whether each write is forced
     * @param best file with the best time of earlier starts, updated; need not exist
     * @return nanoseconds per write, the best up to now
     */
    static int calibrated(Path directory, boolean force, Path best) throws IOException {
        int nanos = measured(directory, force);
        if (Files.exists(best)) {
            nanos = Math.min(nanos, Integer.parseInt(Files.readString(best).strip()));
        }
        Files.writeString(best, Integer.toString(nanos));
        return nanos;
    }

    private static int measured(Path directory, boolean force) throws IOException {
        Path file = directory.resolve("calibration.tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, false);
            channel.force(true);
            long bestNanos = Long.MAX_VALUE;
            for (int attempt = 0; attempt < TRIES; attempt++) {
                long beginNanos = System.nanoTime();
                write(channel, force);
                bestNanos = Math.min(bestNanos, System.nanoTime() - beginNanos);
            }
            return Math.toIntExact(bestNanos / BLOCKS);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void write(FileChannel channel, boolean force) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        for (int number = 0; number < BLOCKS; number++) {
            block.clear();
            channel.write(block, (long) number * BLOCK_BYTES);
            if (force) {
                channel.force(false);
            }
        }
    }
}
