package io.chasqui.broker.loop;

import io.chasqui.broker.dispatch.PayloadLoader;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads that are not in memory, of large ones the head, on a thread of its own, so that a cold backlog never holds up the shard. Results
 * come back as work for the shard.
 */
final class ColdReader implements PayloadLoader, Runnable {
    private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final PayloadParts source;
    private final Results results;
    private volatile @Nullable Thread thread;

    /** Takes what was read; called from the reader's thread. */
    interface Results {
        /** Bytes were read, or could not be. */
        void loaded(int queue, List<Loaded> payloads);
    }

    /**
     * A payload and its bytes.
     *
     * @param payload which
     * @param bytes what was read, null if it failed
     * @param failure why it failed, or null
     */
    record Loaded(
            Payload payload,
            byte @Nullable [] bytes,
            @Nullable RuntimeException failure) {}

    ColdReader(PayloadParts source, Results results) {
        this.source = source;
        this.results = results;
    }

    @Override
    public void load(int queue, List<Payload> payloads) {
        List<Wanted> wanted = new ArrayList<>(payloads.size());
        for (Payload payload : payloads) {
            wanted.add(new Wanted(payload, payload.places()));
        }
        requests.add(new Request(queue, wanted));
    }

    /** Reads in the caller's thread. */
    void loadNow(int queue, List<Payload> payloads) {
        load(queue, payloads);
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            answer(request);
        }
    }

    void start(String name) {
        Thread created = new Thread(this, name);
        created.setDaemon(true);
        thread = created;
        created.start();
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                answer(requests.take());
            }
        } catch (InterruptedException stopped) {
            requests.clear();
        }
    }

    private void answer(Request request) {
        List<Loaded> loaded = new ArrayList<>(request.payloads.size());
        for (Wanted wanted : request.payloads) {
            loaded.add(read(wanted));
        }
        results.loaded(request.queue, loaded);
    }

    private Loaded read(Wanted wanted) {
        try {
            return new Loaded(wanted.payload, source.load(wanted.payload, wanted.places), null);
        } catch (RuntimeException failure) {
            return new Loaded(wanted.payload, null, failure);
        }
    }

    private record Wanted(Payload payload, List<Place> places) {}

    private record Request(int queue, List<Wanted> payloads) {}
}
