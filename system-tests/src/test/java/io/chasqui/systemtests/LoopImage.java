package io.chasqui.systemtests;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * An ext4 file system of its own in a file, mounted through a loop device; it can lose its power. What was written and not
 * forced lies in the page cache of that file system only, for minutes, since it is mounted with a long interval between
 * commits; a power cut is the file system's own ioctl that ends it without writing anything more, not even its log.
 *
 * <p>That shows what a broker forgets to force. It does not show a disk that loses what was forced: the file behind the
 * loop device takes the place of the disk and is honest.
 *
 * <p>Needs root, a free loop device, {@code losetup}, {@code mount}, {@code mkfs.ext4}, and {@code perl} or
 * {@code python3} for the ioctl. Closing unmounts and gives the device back; so does the end of the JVM.
 */
final class LoopImage implements AutoCloseable {
    private static final String OPTIONS = "commit=600,noatime";

    /** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH. */
    private static final String PERL = "open(my $d, '<', $ARGV[0]) or die \"open: $!\"; my $f = pack('L', 2);"
            + " kill('STOP', $ARGV[1]) or die \"kill: $!\"; ioctl($d, 0x8004587D, $f) or die \"ioctl: $!\"";

    private static final String PYTHON = "import fcntl, os, signal, struct, sys;"
            + " d = os.open(sys.argv[1], os.O_RDONLY); os.kill(int(sys.argv[2]), signal.SIGSTOP);"
            + " fcntl.ioctl(d, 0x8004587D, struct.pack('I', 2))";

    private final Path file;
    private final Path directory;
    private final String device;
    private final Thread hook = new Thread(this::release, "loop-image-release");
    private boolean mounted;

    private LoopImage(Path file, Path directory, String device) {
        this.file = file;
        this.directory = directory;
        this.device = device;
    }

    /** Makes and mounts one below a directory; where this cannot be done the test is skipped, and says why. */
    static LoopImage create(Path parent, int mebibytes) {
        Path file = parent.resolve("disk.img");
        Path directory = parent.resolve("disk");
        try {
            Files.createDirectory(directory);
            try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
                image.setLength((long) mebibytes << 20);
            }
            Tool.run("mkfs.ext4", "-q", "-F", "-m", "0", file.toString());
            LoopImage image = new LoopImage(file, directory, Tool.run("losetup", "--find", "--show", file.toString()));
            Runtime.getRuntime().addShutdownHook(image.hook);
            image.mountOrSkip();
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Tool.FailedException e) {
            return skip(e);
        }
    }

    private void mountOrSkip() {
        try {
            mount();
        } catch (Tool.FailedException e) {
            close();
            skip(e);
        }
    }

    private static LoopImage skip(Tool.FailedException why) {
        return Assumptions.abort(
                "Skipped, because it needs root, a free loop device, losetup, mount, mkfs.ext4, and perl or python3: "
                        + why.getMessage());
    }

    private void mount() throws Tool.FailedException {
        Tool.run("mount", "-t", "ext4", "-o", OPTIONS, device, directory.toString());
        mounted = true;
    }

    /** Where it is mounted. */
    Path directory() {
        return directory;
    }

    /**
     * From now on nothing reaches the disk any more; what has not reached it is lost. The process that works on it is
     * halted a moment before, as a power cut would: a force that is under way when a file system is ended may report
     * success, and nobody may live to hear that.
     *
     * @param process process identifier
     */
    void cutPower(long process) {
        try {
            Tool.run("perl", "-e", PERL, directory.toString(), Long.toString(process));
        } catch (Tool.FailedException noPerl) {
            cutPowerWithPython(process, noPerl);
        }
    }

    private void cutPowerWithPython(long process, Tool.FailedException noPerl) {
        try {
            Tool.run("python3", "-c", PYTHON, directory.toString(), Long.toString(process));
        } catch (Tool.FailedException e) {
            e.addSuppressed(noPerl);
            skip(e);
        }
    }

    /** Mounts what is left on the disk; nobody may have a file open. */
    void restorePower() {
        try {
            unmount();
            mount();
        } catch (Tool.FailedException e) {
            throw new AssertionError("The file system should come back after a power cut.", e);
        }
    }

    /** Files of a process that was killed are closed at once, but not before its end is known. */
    private void unmount() throws Tool.FailedException {
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            Tool.run("umount", directory.toString());
            return true;
        });
        mounted = false;
    }

    /** Last resort: detaches what is still in use; the device goes when its last user has. */
    private void release() {
        try {
            if (mounted) {
                Tool.run("umount", "--lazy", directory.toString());
                mounted = false;
            }
            Tool.run("losetup", "--detach", device);
        } catch (Tool.FailedException e) {
            System.err.println("Clean up " + device + " on " + directory + " by hand: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        release();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
