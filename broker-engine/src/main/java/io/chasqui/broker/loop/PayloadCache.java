package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.broker.state.PayloadTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payloads that are in memory, oldest first, up to a number of bytes; large ones with their heads. What is pushed out
 * is read back from the journal when it is delivered; volatile payloads go to a spill file first.
 */
public final class PayloadCache {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadCache.class);
    private static final int LARGEST_SHARE = 4;
    private static final int PART_BYTES = 64 << 10;
    private static final int SILENT_BYTES = 64 << 20;

    private final ArrayDeque<Payload> queue = new ArrayDeque<>();
    private final PayloadTable payloads;
    private final SpillStore spill;
    private final long limitBytes;
    private long bytes;
    private boolean spillFull;
    private long silentBytes;

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
        byte[] content = payload.bytes();
        if (payload.cachedBytes() > 0 || content == null) {
            return;
        }
        payload.cachedBytes(content.length);
        queue.addLast(payload);
        bytes += content.length;
        shrink(1); // the newest one stays: somebody is about to use it
    }

    /**
     * Whether non-persistent payloads that do not fit go out. If the spill directory takes none, they stay in memory beyond
     * the limit, and no more should be let in; each call looks whether that is over.
     */
    boolean takesVolatile() {
        if (spillFull) {
            dropDead();
            shrink(0);
        }
        return !spillFull;
    }

    private void shrink(int keep) {
        spillFull = false;
        int tries = queue.size() - keep;
        while (bytes > limitBytes && tries-- > 0) {
            Payload oldest = queue.removeFirst();
            if (!evict(oldest)) {
                queue.addLast(oldest);
            }
        }
    }

    /** Whether a message of this length may stay in memory as a whole if it came so. */
    boolean keepsWhole(int length) {
        return length <= limitBytes / LARGEST_SHARE;
    }

    /**
     * Puts the next part of a large volatile payload straight into a spill file.
     *
     * @return false if there is no room; nobody was promised anything yet, and the sender is to hear of it
     */
    boolean spillNext(Payload payload, byte[] part) {
        try {
            payloads.placedNext(payload, write(part));
            return true;
        } catch (JournalFailedException full) {
            complain(payload, "Large non-persistent messages are refused: {}", full);
            return false;
        }
    }

    /** Room for volatile payloads. */
    SpillStore spill() {
        return spill;
    }

    private void dropDead() {
        Payload first = queue.peekFirst();
        while (first != null && first.bytes() == null) {
            queue.removeFirst();
            bytes -= first.cachedBytes();
            first.cachedBytes(0);
            first = queue.peekFirst();
        }
    }

    /** Whether it has gone out; one without a place stays. */
    private boolean evict(Payload payload) {
        byte[] content = payload.bytes();
        if (content != null && !payload.placed() && !spill(payload, content)) {
            return false;
        }
        bytes -= payload.cachedBytes();
        payload.cachedBytes(0);
        if (content != null) {
            payload.unload();
        }
        return true;
    }

    private boolean spill(Payload payload, byte[] content) {
        if (payload.persistent() || spillFull) {
            return false;
        }
        List<Place> places = new ArrayList<>(1);
        try {
            if (payload.large()) {
                for (int from = 0; from < content.length; from += PART_BYTES) {
                    places.add(write(Arrays.copyOfRange(content, from, Math.min(content.length, from + PART_BYTES))));
                }
            } else {
                places.add(write(content));
            }
            payloads.placed(payload, places);
            return true;
        } catch (JournalFailedException full) {
            places.forEach(spill::free);
            spillFull = true;
            complain(payload, "Non-persistent messages stay in memory, and senders are refused: {}", full);
            return false;
        }
    }

    private Place write(byte[] part) {
        Place place = spill.write(part);
        silentBytes -= Math.min(silentBytes, part.length);
        return place;
    }

    /** Says it once, until much more has gone out: that there is room for a little, or for a part of it, is no news. */
    private void complain(Payload payload, String text, JournalFailedException full) {
        if (silentBytes == 0) {
            LOG.warn(text, full.getMessage());
        }
        silentBytes = Math.max(SILENT_BYTES, payload.length());
    }
}
