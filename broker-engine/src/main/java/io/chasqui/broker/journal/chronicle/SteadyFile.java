package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
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
final class SteadyFile implements DiskFile {
    private static final int AGAIN = -1;

    /** The JDK keeps a buffer outside of the heap, as large as what was written at once, for each thread that writes. */
    private static final int PIECE_BYTES = 1 << 20;

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
    static SteadyFile open(Path path, OpenOption... options) throws IOException {
        return new SteadyFile(path, Set.of(options));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        return run(open -> {
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
            int count = 0;
            while (buffer.hasRemaining() && count >= 0) {
                count = open.read(buffer, position + buffer.position() - offset);
            }
            if (buffer.hasRemaining() && !open.isOpen()) { // then an uninterruptible channel says that the file ends
                throw new ClosedChannelException();
            }
            return buffer.position() - offset;
        });
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
        run(open -> {
            ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
            int end = offset + length;
            while (buffer.position() < end) {
                buffer.limit(Math.min(end, buffer.position() + PIECE_BYTES));
                if (open.write(buffer, position + buffer.position() - offset) < 0) { // closed, as with reading
                    throw new ClosedChannelException();
                }
            }
            return length;
        });
    }

    @Override
    public void force() throws IOException {
        run(open -> {
            open.force(false);
            if (!open.isOpen()) { // closed, maybe before: who knows whether that was on the disk
                throw new ClosedChannelException();
            }
            return 0;
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }

    private interface Operation {
        int on(FileChannel channel) throws IOException;
    }

    private int run(Operation operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            int result;
            do {
                result = attempt(operation);
                interrupted |= Thread.interrupted();
            } while (result == AGAIN);
            return result;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int attempt(Operation operation) throws IOException {
        FileChannel used = channel;
        try {
            return operation.on(used);
        } catch (ClosedChannelException byInterrupt) {
            if (closed) {
                throw byInterrupt;
            }
            if (channel == used) {
                reopen();
            }
            return AGAIN;
        }
    }

    private void reopen() throws IOException {
        boolean interrupted = Thread.interrupted();
        FileChannel fresh = openChannel();
        channel = fresh;
        if (closed) {
            fresh.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
