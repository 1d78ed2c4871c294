package io.chasqui.samples.spring.orders;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.stereotype.Component;

/** Hears of what was shipped. */
@Component
final class Notices {
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @JmsListener(destination = "shipments")
    void shipped(String notice) {
        arrived.add(notice);
    }

    /** The next notice, or null if none comes within ten seconds. */
    @Nullable
    String next() throws InterruptedException {
        return arrived.poll(10, TimeUnit.SECONDS);
    }
}
