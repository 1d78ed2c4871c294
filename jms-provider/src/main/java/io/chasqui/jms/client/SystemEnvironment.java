package io.chasqui.jms.client;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The machine's clock, entropy, threads and system properties. */
final class SystemEnvironment implements ClientEnvironment {
    private final SecureRandom entropy = new SecureRandom();

    @Override
    public long timeMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long random() {
        return entropy.nextLong();
    }

    @Override
    public @Nullable String property(String name) {
        return System.getProperty(name);
    }

    @Override
    public Thread start(String name, boolean daemon, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(daemon);
        thread.start();
        return thread;
    }
}
