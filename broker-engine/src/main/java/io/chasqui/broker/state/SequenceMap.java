package io.chasqui.broker.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages by their sequence: a hash table of plain arrays, because it is asked for every message several times. */
final class SequenceMap {
    private static final int LEAST_SLOTS = 8;

    private long[] keys = new long[0];
    private @Nullable MessageEntry[] values = new MessageEntry[0];
    private int size;

    SequenceMap() {}

    int size() {
        return size;
    }

    @Nullable
    MessageEntry get(long sequence) {
        if (size == 0) {
            return null;
        }
        int slot = slotOf(sequence);
        return values[slot];
    }

    void put(MessageEntry entry) {
        if (4 * (size + 1) > 3 * values.length) {
            resize(Math.max(LEAST_SLOTS, 2 * values.length));
        }
        int slot = slotOf(entry.sequence());
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = entry.sequence();
        values[slot] = entry;
    }

    void remove(long sequence) {
        if (size == 0) {
            return;
        }
        int slot = slotOf(sequence);
        if (values[slot] == null) {
            return;
        }
        size--;
        close(slot);
        if (values.length > LEAST_SLOTS && 8 * size < values.length) {
            resize(values.length / 2);
        }
    }

    /** All messages, by no order that means anything. */
    List<MessageEntry> all() {
        List<MessageEntry> all = new ArrayList<>(size);
        for (MessageEntry entry : values) {
            if (entry != null) {
                all.add(entry);
            }
        }
        return all;
    }

    /** Moves those behind an emptied slot up, so that each is still found from its own slot on. */
    private void close(int emptied) {
        int mask = values.length - 1;
        int hole = emptied;
        int slot = emptied;
        while (true) {
            slot = (slot + 1) & mask;
            MessageEntry entry = values[slot];
            if (entry == null) {
                values[hole] = null;
                return;
            }
            int home = home(keys[slot], mask);
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                keys[hole] = keys[slot];
                values[hole] = entry;
                hole = slot;
            }
        }
    }

    /** The slot of a sequence, or the empty one where it belongs. */
    private int slotOf(long sequence) {
        int mask = values.length - 1;
        int slot = home(sequence, mask);
        while (values[slot] != null && keys[slot] != sequence) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long sequence, int mask) {
        long mixed = sequence * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private void resize(int slots) {
        @Nullable MessageEntry[] before = values;
        keys = new long[slots];
        values = new MessageEntry[slots];
        for (MessageEntry entry : before) {
            if (entry != null) {
                int slot = slotOf(entry.sequence());
                keys[slot] = entry.sequence();
                values[slot] = entry;
            }
        }
    }
}
