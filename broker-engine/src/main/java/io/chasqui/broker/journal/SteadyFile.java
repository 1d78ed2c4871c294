package io.chasqui.broker.journal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * A file channel that survives interrupts. A turn of the engine may run on an application's thread, and the JDK closes a
 * file channel when its thread is interrupted; one impatient caller would take the journal with him. Where the JDK lets
 * us, the channel is made uninterruptible; otherwise it is opened again and the operation, which always names its
 * position, is repeated. The thread's interrupt flag is kept.
 *
 * <p>All methods may be called from any thread.
 */
public final class SteadyFile implements AutoCloseable {
    private final Path path;
    private final Set<OpenOption> options;
    private volatile FileChannel channel;
    private volatile boolean closed;

    private SteadyFile(Path path, Set<OpenOption> options) throws IOException {
        this.path = path;
        this.options = options;
        this.channel = openChannel();
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @param options how; options that create the file are applied once more if it has to be opened again
     * @throws IOException when it cannot be opened
     */
    public static SteadyFile open(Path path, OpenOption... options) throws IOException {
        return new SteadyFile(path, Set.of(options));
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /**
     * Size of the file in bytes.
     *
     * @throws IOException when it cannot be read
     */
    public long size() throws IOException {
        return run(FileChannel::size);
    }

    /**
     * Reads at a position, as many bytes as there are up to {@code length}.
     *
     * @return bytes read, less than {@code length} only at the end of the file
     * @throws IOException when the file cannot be read
     */
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        return run(open -> {
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
            int count = 0;
            while (buffer.hasRemaining() && count >= 0) {
                count = open.read(buffer, position + buffer.position() - offset);
            }
            return buffer.position() - offset;
        });
    }

    /**
     * Writes all bytes at a position.
     *
     * @throws IOException when the file cannot be written
     */
    public void write(long position, byte[] source, int offset, int length) throws IOException {
        run(open -> {
            ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
            while (buffer.hasRemaining()) {
                open.write(buffer, position + buffer.position() - offset);
            }
            return length;
        });
    }

    /**
     * Forces the file's content to the disk, without its times.
     *
     * @throws IOException when that fails; what was written since the last force may be lost
     */
    public void force() throws IOException {
        run(open -> {
            open.force(false);
            return 0;
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }

    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T run(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel used = channel;
                try {
                    return operation.on(used);
                } catch (ClosedByInterruptException byInterrupt) {
                    interrupted |= Thread.interrupted();
                    reopen(byInterrupt);
                } catch (ClosedChannelException byOther) {
                    if (channel == used) {
                        reopen(byOther);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void reopen(ClosedChannelException reason) throws IOException {
        if (closed) {
            throw reason;
        }
        FileChannel fresh = openChannel();
        channel = fresh;
        if (closed) {
            fresh.close();
        }
    }

    private FileChannel openChannel() throws IOException {
        FileChannel fresh = FileChannel.open(path, options);
        try {
            fresh.getClass().getMethod("setUninterruptible").invoke(fresh);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException notOffered) {
            return fresh;
        }
        return fresh;
    }
}
