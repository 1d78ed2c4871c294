package io.chasqui.transport.tcp;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to one I/O thread: a buffer to decode from, and the round that ends batches. Batches of all its links end
 * together: after every link that had input in this round of the event loop was read, and not after each one. So a
 * broker works off, and forces to disk, what many clients sent as one group. Confined to its thread.
 */
final class IoThread {
    private static final int SCRATCH_BYTES = 64 << 10;

    private final EventExecutor loop;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private List<LinkHandler> heard = new ArrayList<>();
    private List<LinkHandler> ending = new ArrayList<>();

    IoThread(EventExecutor loop) {
        this.loop = loop;
    }

    /** Room for bytes that are decoded at once; nothing stays in it. */
    byte[] scratch() {
        return scratch;
    }

    /** Notes that a link has handed over frames; called once per link and batch. */
    void onBatchBegun(LinkHandler link) {
        if (heard.isEmpty()) {
            loop.execute(this::endBatches);
        }
        heard.add(link);
    }

    private void endBatches() {
        List<LinkHandler> round = heard;
        heard = ending;
        ending = round;
        for (LinkHandler link : round) {
            link.endBatch();
        }
        round.clear();
    }
}
