package io.chasqui.samples.quickstart;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who sent what, and who saw it: the account that decides whether a run was right. Senders write a line down before they
 * send it and again when it is confirmed; readers write down each delivery, and what they settled. Safe for all threads.
 */
final class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final int[] texts;
    private final BitSet confirmed = new BitSet();
    private final BitSet received = new BitSet();
    private final BitSet settled = new BitSet();
    private final Map<Route, Long> receivedBy = new EnumMap<>(Route.class);
    private final long threshold;
    private final CompletableFuture<Void> thresholdReached = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean sendersDone;
    private long movements;
    private long confirmedLines;
    private long missing;
    private long resent;
    private long unknown;
    private long redelivered;
    private long duplicated;
    private long afterSettlement;
    private long wrong;

    /**
     * An empty ledger.
     *
     * @param lines how many lines there will be
     * @param threshold after how many confirmed lines {@link #thresholdReached} completes
     */
    Ledger(int lines, long threshold) {
        this.texts = new int[lines + 1];
        this.threshold = threshold;
    }

    /** A line is about to be sent. */
    void sending(Line line) {
        lock.lock();
        try {
            texts[(int) line.number()] = line.text().hashCode();
        } finally {
            lock.unlock();
        }
    }

    /** The broker has confirmed these lines. */
    void confirmed(List<Line> lines) {
        lock.lock();
        try {
            lines.forEach(line -> confirm((int) line.number()));
            movements++;
            if (confirmedLines >= threshold) {
                thresholdReached.complete(null);
            }
            completeIfDrained();
        } finally {
            lock.unlock();
        }
    }

    /** A transaction has been rolled back for certain; its lines will be sent again. */
    void rolledBack(int lines) {
        lock.lock();
        try {
            resent += lines;
            movements++;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody can tell whether the broker has these lines; they are not sent again. */
    void unknown(int lines) {
        lock.lock();
        try {
            unknown += lines;
        } finally {
            lock.unlock();
        }
    }

    /** No more lines will be confirmed. */
    void sendersDone() {
        lock.lock();
        try {
            sendersDone = true;
            completeIfDrained();
        } finally {
            lock.unlock();
        }
    }

    /** A reader was handed a message. */
    void delivered(Route reader, Line line, boolean flagged) {
        lock.lock();
        try {
            int number = (int) line.number();
            movements++;
            if (number < 1
                    || number >= texts.length
                    || line.route() != reader
                    || texts[number] != line.text().hashCode()) {
                wrong++;
                return;
            }
            redelivered += flagged ? 1 : 0;
            afterSettlement += settled.get(number) ? 1 : 0;
            if (received.get(number)) {
                duplicated += flagged ? 0 : 1;
            } else {
                receive(number, reader);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A commit, or an acknowledgement that waited, has returned for these lines: they must never come again. */
    void settled(List<Line> lines) {
        lock.lock();
        try {
            lines.forEach(line -> settled.set((int) line.number()));
        } finally {
            lock.unlock();
        }
    }

    private void confirm(int number) {
        confirmed.set(number);
        confirmedLines++;
        missing += received.get(number) ? 0 : 1;
    }

    private void receive(int number, Route reader) {
        received.set(number);
        receivedBy.merge(reader, 1L, Long::sum);
        missing -= confirmed.get(number) ? 1 : 0;
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (sendersDone && missing == 0) {
            drained.complete(null);
        }
    }

    /** Completes when as many lines were confirmed as the constructor was told. */
    CompletableFuture<Void> thresholdReached() {
        return thresholdReached;
    }

    /** Completes when the senders are done and every confirmed line has been received. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    /** A number that changes whenever something was confirmed or delivered. */
    long movements() {
        lock.lock();
        try {
            return movements;
        } finally {
            lock.unlock();
        }
    }

    /** The account as it stands. */
    Account account() {
        lock.lock();
        try {
            return new Account(
                    confirmedLines,
                    received.cardinality(),
                    Map.copyOf(receivedBy),
                    redelivered,
                    duplicated,
                    missing,
                    resent,
                    unknown,
                    afterSettlement,
                    wrong);
        } finally {
            lock.unlock();
        }
    }
}
