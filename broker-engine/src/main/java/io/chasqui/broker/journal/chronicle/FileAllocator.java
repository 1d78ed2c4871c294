package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates files whose first part has its room on the disk. With the system's {@code fallocate} where there is one;
 * otherwise by writing zeros, in steps of a page, because large steps make the kernel write large blocks back later. It
 * works on interrupted threads too.
 */
final class FileAllocator {
    private static final Path FALLOCATE = Path.of("/usr/bin/fallocate");
    private static final int STEP_BYTES = 4096;

    /** Below this, writing zeros is quicker than starting a program. */
    private static final long LEAST_FOR_PROGRAM_BYTES = 4 << 20;

    private final long allocatedBytes;
    private final long lengthBytes;

    /**
     * Sizes of the files.
     *
     * @param allocatedBytes how much of a file gets its room
     * @param lengthBytes length of a file, at least {@code allocatedBytes}; the rest is a hole
     */
    FileAllocator(long allocatedBytes, long lengthBytes) {
        this.allocatedBytes = allocatedBytes;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Creates a file; nothing is left of it when that fails.
     *
     * @throws IOException when the room is not there
     */
    void allocate(Path file) throws IOException {
        long usable = Files.getFileStore(file.getParent()).getUsableSpace();
        if (usable < allocatedBytes + STEP_BYTES) {
            throw new IOException("The disk of " + file + " has " + usable + " bytes left but a segment takes "
                    + allocatedBytes + ". Make room.");
        }
        try {
            if (!allocatedByProgram(file)) {
                fill(file);
            }
            extend(file);
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private boolean allocatedByProgram(Path file) {
        if (allocatedBytes < LEAST_FOR_PROGRAM_BYTES || !Files.isExecutable(FALLOCATE)) {
            return false;
        }
        ProcessBuilder program = new ProcessBuilder(
                        FALLOCATE.toString(), "-l", Long.toString(allocatedBytes), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return succeeds(program.start());
        } catch (IOException refused) { // no further process, which says nothing about the disk
            return false;
        }
    }

    private static boolean succeeds(Process program) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return program.waitFor() == 0;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fill(Path file) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] zeros = new byte[STEP_BYTES];
            for (long position = 0; position < allocatedBytes; position += STEP_BYTES) {
                target.write(zeros);
            }
            target.getFD().sync();
        }
    }

    private void extend(Path file) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            if (target.length() < lengthBytes) {
                target.setLength(lengthBytes);
            }
        }
    }
}
