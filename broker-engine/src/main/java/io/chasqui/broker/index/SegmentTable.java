package io.chasqui.broker.index;

import io.chasqui.broker.journal.Place;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each segment of the journal is still needed for: how many payloads in it are held by messages, transactions and
 * branches, and how many bytes they have; and the runs of messages that its events accepted.
 */
public final class SegmentTable {
    /** Bytes of a message's row. */
    public static final int ROW_BYTES = Rows.BYTES;

    private final TreeMap<Integer, Usage> usages = new TreeMap<>();
    private final TreeMap<Integer, SegmentRuns> runs = new TreeMap<>();
    private SegmentRuns current = new SegmentRuns(0);

    /** An empty table. */
    public SegmentTable() {}

    /** How much of a segment is needed. */
    public static final class Usage {
        private int messages;
        private long messageBytes;
        private int transactions;
        private long transactionBytes;

        Usage() {}

        /** Number of waiting messages whose payload, or a part of it, lies in it. */
        public int messages() {
            return messages;
        }

        /** Their bytes; each of several messages that share a payload counts for its share. */
        public long messageBytes() {
            return messageBytes;
        }

        /** Number of payloads in it that transactions and branches hold. */
        public int transactions() {
            return transactions;
        }

        /** Bytes that are needed, about. */
        public long bytes() {
            return messageBytes + transactionBytes;
        }

        private boolean isFree() {
            return messages == 0 && transactions == 0;
        }
    }

    /** The runs of the segment whose events are applied now. */
    public SegmentRuns current() {
        return current;
    }

    /** Says from which segment the next events are. */
    public void enter(int segment) {
        if (segment != current.segment()) {
            current.complete();
            current = runs.computeIfAbsent(segment, SegmentRuns::new);
        }
    }

    /** The runs of a segment, or null. */
    public @Nullable SegmentRuns runs(int segment) {
        return runs.get(segment);
    }

    /** All segments with runs, oldest first. */
    public Collection<SegmentRuns> allRuns() {
        return Collections.unmodifiableCollection(runs.values());
    }

    /** Forgets the runs of past segments, all of whose messages are gone, and their rows with them. */
    public void forgetDeadRuns() {
        runs.values().removeIf(past -> past != current && past.dropDead());
    }

    /** Takes runs that were read back. */
    public void restore(int segment, List<Run> stored) {
        runs.computeIfAbsent(segment, SegmentRuns::new).restore(stored);
    }

    /** A message's payload, or part of it, lies in a segment. */
    public void addMessage(int segment, long bytes) {
        addMessages(segment, 1, bytes);
    }

    /** Several messages' payloads lie in a segment. */
    public void addMessages(int segment, int count, long bytes) {
        if (segment > 0 && count > 0) {
            Usage usage = usages.computeIfAbsent(segment, number -> new Usage());
            usage.messages += count;
            usage.messageBytes += bytes;
        }
    }

    /** A message is gone, or its payload has moved. */
    public void removeMessage(int segment, long bytes) {
        Usage usage = segment > 0 ? usages.get(segment) : null;
        if (usage != null) {
            usage.messages--;
            usage.messageBytes -= bytes;
            drop(segment, usage);
        }
    }

    /** A transaction or branch holds the payload at a place. */
    public void hold(Place place) {
        if (place.segment() > 0) {
            Usage usage = usages.computeIfAbsent(place.segment(), number -> new Usage());
            usage.transactions++;
            usage.transactionBytes += place.length();
        }
    }

    /** A transaction or branch holds the payload at a place no more. */
    public void release(Place place) {
        Usage usage = place.segment() > 0 ? usages.get(place.segment()) : null;
        if (usage != null) {
            usage.transactions--;
            usage.transactionBytes -= place.length();
            drop(place.segment(), usage);
        }
    }

    private void drop(int segment, Usage usage) {
        if (usage.isFree()) {
            usages.remove(segment);
        }
    }

    /** Whether nothing in a segment is held. */
    public boolean isFree(int segment) {
        return !usages.containsKey(segment);
    }

    /** How much of a segment is needed; null for nothing. */
    public @Nullable Usage usage(int segment) {
        return usages.get(segment);
    }

    /** The segments in which something is held, oldest first. */
    public Collection<Integer> held() {
        return Collections.unmodifiableSet(usages.keySet());
    }

    /** Number of rows that are in files; those that several subscriptions share count once. */
    public long storedRows() {
        long rows = 0;
        for (SegmentRuns each : runs.values()) {
            rows += each.rows(true);
        }
        return rows;
    }

    /** Bytes that are held in all segments together, about. */
    public long heldBytes() {
        long sum = 0;
        for (Usage usage : usages.values()) {
            sum += usage.bytes();
        }
        return sum;
    }
}
