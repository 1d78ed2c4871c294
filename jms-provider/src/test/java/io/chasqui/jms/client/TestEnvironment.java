package io.chasqui.jms.client;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until moved, countable entropy, reconnecting when the test says so, and no timer unless asked for. */
final class TestEnvironment implements ClientEnvironment {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final AtomicLong entropy = new AtomicLong();
    private final Map<String, String> properties = new ConcurrentHashMap<>();
    boolean timed;
    private final ArrayDeque<Runnable> reconnects = new ArrayDeque<>();

    void property(String name, String value) {
        properties.put(name, value);
    }

    void advanceMillis(long more) {
        millis.addAndGet(more);
    }

    /** Runs the reconnecting that the loss of a link has started. */
    void reconnect() {
        reconnects.remove().run();
    }

    boolean reconnectIsDue() {
        return !reconnects.isEmpty();
    }

    @Override
    public long timeMillis() {
        return millis.get();
    }

    @Override
    public long nanoTime() {
        return millis.get() * 1_000_000;
    }

    @Override
    public long random() {
        return entropy.incrementAndGet();
    }

    @Override
    public @Nullable String property(String name) {
        return properties.get(name);
    }

    @Override
    public Thread start(String name, boolean daemon, Runnable task) {
        if (name.equals("chasqui-reconnect")) {
            reconnects.add(task);
            return Thread.currentThread();
        }
        if (name.equals("chasqui-timer") && !timed) {
            return Thread.currentThread();
        }
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
