package io.chasqui.transport.tcp;

import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * I/O threads that all client links of this JVM share. They start with the first link and stop some seconds after the
 * last one, so that an application that is undeployed leaves no thread behind and one that reconnects keeps them.
 */
final class SharedIoThreads {
    /** Those of all clients of this JVM; idle and empty until somebody connects. */
    static final SharedIoThreads OF_CLIENTS = new SharedIoThreads("chasqui-tcp-client");

    private static final long IDLE_MILLIS = 3_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final String name;
    private @Nullable IoThreads threads;
    private int users;
    private long uses;

    SharedIoThreads(String name) {
        this.name = name;
    }

    /** Takes part; every call is matched by one of {@link #release}. */
    IoThreads acquire() {
        lock.lock();
        try {
            IoThreads running = threads;
            if (running == null) {
                running = IoThreads.start(IoThreads.defaultCount(), name);
                threads = running;
            }
            users++;
            uses++;
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Ends one use. */
    void release() {
        lock.lock();
        try {
            users--;
            IoThreads running = threads;
            if (users == 0 && running != null) {
                long then = uses;
                Future<?> unused =
                        running.group().schedule(() -> stopIfIdleSince(then), IDLE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopIfIdleSince(long then) {
        lock.lock();
        try {
            IoThreads running = threads;
            if (users == 0 && uses == then && running != null) {
                threads = null;
                Future<?> unused = running.stop();
            }
        } finally {
            lock.unlock();
        }
    }
}
