package io.chasqui.broker.loop;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.RecoverySummary;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A journal that takes everything and keeps nothing. */
final class SilentJournal implements Journal {
    private final JournalStatistics statistics = new JournalStatistics();
    private int written = 4;

    static JournalWriter writer() {
        return JournalWriter.open(new SilentJournal(), new RecoverySummary(0, 0, 0, 0, 0, 0), 0, 0);
    }

    @Override
    public long append(byte[] bytes, int offset, int length) {
        int first = written;
        written += length;
        return (1L << 32) | first;
    }

    @Override
    public int documentLimitBytes() {
        return 1 << 20;
    }

    @Override
    public int segment() {
        return 1;
    }

    @Override
    public SortedMap<Integer, Long> segments() {
        return new TreeMap<>(Map.of(1, 0L));
    }

    @Override
    public int remainingBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void roll() {
        throw new UnsupportedOperationException("a silent journal has one segment");
    }

    @Override
    public void force() {
        // nothing to force
    }

    @Override
    public byte[] read(Place place) {
        throw new UnsupportedOperationException("a silent journal keeps nothing");
    }

    @Override
    public void delete(int segment) {
        // nothing to delete
    }

    @Override
    public boolean reserveReady() {
        return true;
    }

    @Override
    public JournalStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        // nothing to close
    }
}
