package io.chasqui.broker.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the batches of chains that have no begin or no end; they never took effect. */
final class ChainTracker {
    private final List<Long> open = new ArrayList<>();
    private final Set<Long> unfinished = new HashSet<>();

    /** Takes the next batch in order. */
    void accept(BatchHeader header) {
        switch (header.flags()) {
            case BatchHeader.CHAIN_BEGIN -> {
                dropOpen();
                open.add(header.sequence());
            }
            case BatchHeader.CHAIN_PART -> part(header.sequence());
            case BatchHeader.CHAIN_END -> {
                part(header.sequence());
                open.clear();
            }
            default -> {}
        }
    }

    /** The sequences to leave out, once everything was accepted. */
    Set<Long> finish() {
        dropOpen();
        return unfinished;
    }

    private void part(long sequence) {
        if (open.isEmpty()) {
            unfinished.add(sequence);
        } else {
            open.add(sequence);
        }
    }

    private void dropOpen() {
        unfinished.addAll(open);
        open.clear();
    }
}
