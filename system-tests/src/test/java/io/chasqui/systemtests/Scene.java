package io.chasqui.systemtests;

import io.chasqui.testkit.history.History;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients of a crash loop share: the history, the signals to end, and what went wrong beside the history. */
final class Scene {
    private final History history = new History();
    private final AtomicBoolean producing = new AtomicBoolean(true);
    private final AtomicBoolean consuming = new AtomicBoolean(true);
    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong recoveredBranches = new AtomicLong();
    private final AtomicLong branchesInDoubt = new AtomicLong();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    History history() {
        return history;
    }

    boolean producing() {
        return producing.get();
    }

    void endProducing() {
        producing.set(false);
    }

    /** Whether consumers are to wait for more when they find nothing. */
    boolean consuming() {
        return consuming.get();
    }

    void endConsuming() {
        consuming.set(false);
    }

    /** Counts a unit of work whose end was confirmed. */
    void progressed() {
        progress.incrementAndGet();
    }

    long progress() {
        return progress.get();
    }

    /** Counts a branch that its manager found in doubt and ended on a new connection. */
    void recoveredBranch() {
        recoveredBranches.incrementAndGet();
    }

    long recoveredBranches() {
        return recoveredBranches.get();
    }

    /** Counts branches that outlived a mishap, whoever ends them then. */
    void branchesInDoubt(int branches) {
        branchesInDoubt.addAndGet(branches);
    }

    long branchesInDoubt() {
        return branchesInDoubt.get();
    }

    /** Notes what no client should have to bear: a connection that did not come back by itself. */
    void trouble(String who, Exception what) {
        StringBuilder text = new StringBuilder(who).append(": ").append(what);
        for (Throwable cause = what.getCause(); cause != null; cause = cause.getCause()) {
            text.append(" <- ").append(cause);
        }
        StackTraceElement[] trace = what.getStackTrace();
        for (int i = 0; i < Math.min(6, trace.length); i++) {
            text.append("\n      at ").append(trace[i]);
        }
        troubles.add(text.toString());
    }

    Queue<String> troubles() {
        return troubles;
    }
}
