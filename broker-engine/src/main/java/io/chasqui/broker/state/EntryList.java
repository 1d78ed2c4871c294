package io.chasqui.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live messages of one queue and priority in the order of their sequence: chunks of arrays, found by binary search,
 * dropped when empty. Sequences only grow, so adding is always at the end; removal is anywhere.
 */
final class EntryList {
    private static final int CHUNK = 256;

    private final List<Chunk> chunks = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void add(MessageEntry entry) {
        Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last == null || last.used == CHUNK) {
            last = new Chunk();
            chunks.add(last);
        }
        last.sequences[last.used] = entry.sequence();
        last.entries[last.used] = entry;
        last.used++;
        last.live++;
        size++;
    }

    @Nullable
    MessageEntry find(long sequence) {
        MessageEntry entry = from(sequence);
        return entry != null && entry.sequence() == sequence ? entry : null;
    }

    /** The first live entry with this or a greater sequence. */
    @Nullable
    MessageEntry from(long sequence) {
        int at = chunkOf(sequence);
        for (int c = at; c < chunks.size(); c++) {
            Chunk chunk = chunks.get(c);
            for (int i = c == at ? chunk.indexOf(sequence) : 0; i < chunk.used; i++) {
                MessageEntry entry = chunk.entries[i];
                if (entry != null) {
                    return entry;
                }
            }
        }
        return null;
    }

    void remove(MessageEntry entry) {
        int at = chunkOf(entry.sequence());
        Chunk chunk = chunks.get(at);
        int index = chunk.indexOf(entry.sequence());
        if (index >= chunk.used || chunk.entries[index] != entry) {
            throw new IllegalStateException("Message " + entry.sequence() + " is not in its queue.");
        }
        chunk.entries[index] = null;
        chunk.live--;
        size--;
        boolean last = at == chunks.size() - 1;
        if (chunk.live == 0 && (!last || chunk.used == CHUNK)) {
            chunks.remove(at);
        }
    }

    void forEach(Consumer<MessageEntry> action) {
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.used; i++) {
                MessageEntry entry = chunk.entries[i];
                if (entry != null) {
                    action.accept(entry);
                }
            }
        }
    }

    /** Index of the last chunk that starts at or before the sequence, 0 if none does. */
    private int chunkOf(long sequence) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks.get(middle).sequences[0] <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static final class Chunk {
        final long[] sequences = new long[CHUNK];
        final @Nullable MessageEntry[] entries = new MessageEntry[CHUNK];
        int used;
        int live;

        /** Index of the first slot with this or a greater sequence. */
        int indexOf(long sequence) {
            int low = 0;
            int high = used;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sequences[middle] < sequence) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
