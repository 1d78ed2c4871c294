package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.broker.state.PayloadTable;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The payloads that are in memory, oldest first, up to a number of bytes. What is pushed out is read back from the
 * journal when it is delivered; volatile payloads go to a spill file first.
 */
public final class PayloadCache {
    private final ArrayDeque<Payload> queue = new ArrayDeque<>();
    private final PayloadTable payloads;
    private final SpillStore spill;
    private final long limitBytes;
    private long bytes;

    /**
     * An empty cache.
     *
     * @param payloads who holds which payload
     * @param spill room for volatile payloads that are pushed out
     * @param limitBytes bytes to keep in memory
     */
    public PayloadCache(PayloadTable payloads, SpillStore spill, long limitBytes) {
        this.payloads = payloads;
        this.spill = spill;
        this.limitBytes = limitBytes;
    }

    /** Keeps a payload whose bytes have come into memory; one that is kept already is not counted twice. */
    void add(Payload payload) {
        dropDead();
        if (payload.cached()) {
            return;
        }
        payload.cached(true);
        queue.addLast(payload);
        bytes += payload.length();
        int tries = queue.size() - 1; // the newest one stays: somebody is about to use it
        while (bytes > limitBytes && tries-- > 0) {
            evict(queue.removeFirst());
        }
    }

    private void dropDead() {
        Payload first = queue.peekFirst();
        while (first != null && first.bytes() == null) {
            queue.removeFirst();
            first.cached(false);
            bytes -= first.length();
            first = queue.peekFirst();
        }
    }

    private void evict(Payload payload) {
        byte[] content = payload.bytes();
        if (content != null && !payload.placed()) {
            if (payload.persistent()) {
                queue.addLast(payload);
                return;
            }
            Place place = spill.write(content);
            payloads.placed(payload, List.of(place));
        }
        payload.cached(false);
        bytes -= payload.length();
        if (content != null) {
            payload.unload();
        }
    }
}
