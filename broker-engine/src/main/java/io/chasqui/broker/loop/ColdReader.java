package io.chasqui.broker.loop;

import io.chasqui.broker.dispatch.PayloadLoader;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads that are not in memory, of large ones the head, on a thread of its own, so that a cold backlog never holds
 * up the shard. Results come back as work for the shard, in the order of the requests.
 */
final class ColdReader implements PayloadLoader, Runnable {
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final PayloadParts source;
    private final Results results;
    private final Consumer<Throwable> onFailure;
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

    /**
     * A thread that is not started.
     *
     * @param source what it reads from
     * @param results takes what was read, and what could not be
     * @param onFailure is told when the thread ends because of anything else, such as a lack of memory
     */
    ColdReader(PayloadParts source, Results results, Consumer<Throwable> onFailure) {
        this.source = source;
        this.results = results;
        this.onFailure = onFailure;
    }

    @Override
    public void load(int queue, List<Payload> payloads) {
        List<List<Place>> places = payloads.stream().map(Payload::places).toList();
        work.add(() -> results.loaded(queue, read(payloads, places)));
    }

    /** Reads in the caller's thread. */
    void loadNow(int queue, List<Payload> payloads) {
        load(queue, payloads);
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
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
                work.take().run();
            }
        } catch (InterruptedException stopped) {
            work.clear();
        } catch (RuntimeException | Error failure) { // whatever it is, nobody would read for those who wait
            onFailure.accept(failure);
        }
    }

    private List<Loaded> read(List<Payload> payloads, List<List<Place>> places) {
        List<Loaded> loaded = new ArrayList<>(payloads.size());
        while (loaded.size() < payloads.size()) {
            int at = loaded.size();
            Span span = Span.from(at, payloads, places);
            byte[] all = span.count() == 1 ? null : read(span);
            for (int i = at; i < at + span.count(); i++) {
                byte[] bytes = all == null ? null : span.cut(all, places.get(i).get(0));
                loaded.add(
                        bytes == null
                                ? read(payloads.get(i), places.get(i))
                                : new Loaded(payloads.get(i), bytes, null));
            }
        }
        return loaded;
    }

    /** Null if that fails: then the payloads are read one by one, to see which of them cannot be. */
    private byte @Nullable [] read(Span span) {
        try {
            return source.read(span.place());
        } catch (RuntimeException failure) {
            return null;
        }
    }

    private Loaded read(Payload payload, List<Place> places) {
        try {
            return new Loaded(payload, source.load(payload, places), null);
        } catch (RuntimeException failure) {
            return new Loaded(payload, null, failure);
        }
    }
}
