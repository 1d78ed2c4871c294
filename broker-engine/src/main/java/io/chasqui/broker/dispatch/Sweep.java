package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a queue for all {@linkplain Seeker seekers} that have looked equally far. It meets each message once; what
 * comes back after the sweep has passed is offered again first. So a message that does not match never hides one that
 * does, and the cost of a backlog is paid once, not per selector, consumer or delivery.
 */
final class Sweep {
    private static final int PRIORITIES = 10;
    private static final int READ_AHEAD_BYTES = 1 << 20;

    /** The order in which messages are offered. */
    static final Comparator<MessageEntry> ORDER =
            Comparator.comparingInt(MessageEntry::priority).reversed().thenComparingLong(MessageEntry::sequence);

    private final QueueState queue;
    private final boolean selective;
    private final long[] next;
    private final TreeSet<MessageEntry> returned = new TreeSet<>(ORDER);
    private final Set<Seeker> seekers = new LinkedHashSet<>();
    private final Set<Seeker> credited = new LinkedHashSet<>();
    private final Set<Seeker> holding = new LinkedHashSet<>();
    private final Set<Seeker> draining = new LinkedHashSet<>();

    /** Kept, because it is asked for with each message. */
    private @Nullable Seeker sole;

    private @Nullable Seeker lastHungry;
    private @Nullable Reading reading;

    /**
     * A sweep at the beginning of a queue.
     *
     * @param selective whether its seekers have selectors; without, it has one seeker for ever
     */
    Sweep(QueueState queue, boolean selective) {
        this(queue, selective, new long[PRIORITIES]);
    }

    private Sweep(QueueState queue, boolean selective, long[] next) {
        this.queue = queue;
        this.selective = selective;
        this.next = next;
    }

    boolean selective() {
        return selective;
    }

    /** Whether nobody goes with it any more: then nobody may join it either. */
    boolean hasEnded() {
        return seekers.isEmpty();
    }

    /** The only one that goes with it; null if there are several. */
    @Nullable
    Seeker sole() {
        return sole;
    }

    void add(Seeker seeker) {
        seeker.goWith(this);
        seekers.add(seeker);
        findSole();
        wake(seeker);
    }

    private void findSole() {
        sole = seekers.size() == 1 ? seekers.iterator().next() : null;
    }

    /** A seeker's credit or link has changed for the better. */
    void wake(Seeker seeker) {
        if (!seeker.credited()) {
            return;
        }
        credited.add(seeker);
        if (seeker.remembers()) {
            holding.add(seeker);
        }
        if (seeker.draining()) {
            draining.add(seeker);
        }
    }

    void remove(Seeker seeker) {
        seekers.remove(seeker);
        findSole();
        credited.remove(seeker);
        holding.remove(seeker);
        draining.remove(seeker);
    }

    /** Whether any of its consumers may get a message. */
    boolean hungry() {
        Seeker last = lastHungry;
        if (last != null && last.sweep() == this && last.hungry() != null) {
            return true;
        }
        lastHungry = null;
        for (Iterator<Seeker> each = credited.iterator(); each.hasNext(); ) {
            Seeker seeker = each.next();
            if (!seeker.credited()) {
                each.remove();
            } else if (seeker.hungry() != null) {
                lastHungry = seeker;
                return true;
            }
        }
        return false;
    }

    /**
     * A seeker that can have a message that it remembers now.
     *
     * @param candidate the message that the sweep would meet next, or null: what goes behind it has to wait
     */
    @Nullable
    Seeker holder(@Nullable MessageEntry candidate) {
        if (holding.isEmpty()) {
            return null;
        }
        for (Iterator<Seeker> each = holding.iterator(); each.hasNext(); ) {
            Seeker seeker = each.next();
            MessageEntry first = seeker.firstFound();
            if (first == null || !seeker.credited()) {
                each.remove();
            } else if (seeker.hungry() != null && (candidate == null || ORDER.compare(first, candidate) < 0)) {
                return seeker;
            }
        }
        return null;
    }

    /** Keeps a message for a seeker that wants it but takes none now. */
    void remember(Seeker seeker, MessageEntry entry) {
        seeker.remember(entry);
        if (seeker.credited()) {
            holding.add(seeker);
        }
    }

    /** At the end of the queue: whoever waits to hear that there is nothing hears it. */
    void answerDrains() {
        for (Iterator<Seeker> each = draining.iterator(); each.hasNext(); ) {
            Seeker seeker = each.next();
            if (!seeker.credited()) {
                each.remove();
            } else if (seeker.hungry() != null) {
                each.remove();
                seeker.answerDrains();
            }
        }
    }

    /** The next free message that it has not met, or null at the end. */
    @Nullable
    MessageEntry candidate() {
        MessageEntry back = firstReturned();
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            if (back != null && back.priority() >= priority) {
                return back;
            }
            MessageEntry fresh = fresh(priority);
            if (fresh != null) {
                return fresh;
            }
        }
        return back;
    }

    /** Goes past a message. */
    void pass(MessageEntry entry) {
        if (!drop(entry)) {
            next[entry.priority()] = Math.max(next[entry.priority()], entry.sequence() + 1);
        }
    }

    /** A message is free again. */
    void comeBack(MessageEntry entry) {
        if (entry.sequence() < next[entry.priority()] && returned.add(entry)) {
            entry.mark();
        }
    }

    /** A message is gone. */
    void forget(MessageEntry entry) {
        if (!returned.isEmpty()) {
            boolean unused = drop(entry);
        }
    }

    /** Whether it stands at the beginning, and has met nothing yet. */
    boolean isFresh() {
        return returned.isEmpty() && Arrays.stream(next).allMatch(each -> each == 0);
    }

    /**
     * Whether it has met everything that another sweep has met, so that its seekers may go with that one.
     *
     * @param candidate what it would meet next
     */
    boolean hasReached(Sweep other, MessageEntry candidate) {
        if (candidate.sequence() < other.next[candidate.priority()]) {
            return false;
        }
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            MessageEntry fresh = next[priority] < other.next[priority] ? fresh(priority) : null;
            if (fresh != null && fresh.sequence() < other.next[priority]) {
                return false;
            }
        }
        return true;
    }

    /** All seekers go with another sweep, which has met nothing that this one has not; this one ends. */
    void join(Sweep other) {
        for (Seeker seeker : List.copyOf(seekers)) {
            remove(seeker);
            other.add(seeker);
        }
        for (MessageEntry entry : returned) {
            if (!entry.removed() && entry.free()) {
                other.comeBack(entry);
            }
        }
        end();
    }

    /** A sweep of its own for one of the seekers, at the same place. */
    Sweep part(Seeker seeker) {
        Sweep own = new Sweep(queue, selective, next.clone());
        returned.forEach(own::comeBack);
        remove(seeker);
        own.add(seeker);
        return own;
    }

    /** Nobody goes with it any more. */
    void end() {
        returned.forEach(MessageEntry::unmark);
        returned.clear();
    }

    /** Whether it waits for bytes from the disk. */
    boolean isReading() {
        Reading under = reading;
        return under != null && !under.isDone();
    }

    void read(@Nullable Reading begun) {
        reading = begun;
    }

    /**
     * What to read together, from a message on: few enough bytes to be still in memory when their turn comes; about in the
     * order in which they will be met.
     */
    List<MessageEntry> ahead(MessageEntry first, int count) {
        List<MessageEntry> entries = new ArrayList<>(count);
        entries.add(first);
        long bytes = first.payload().length();
        for (MessageEntry entry : ahead(count)) {
            bytes += entry.payload().length();
            if (bytes > READ_AHEAD_BYTES) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private List<MessageEntry> ahead(int count) {
        List<MessageEntry> entries = new ArrayList<>(count);
        for (MessageEntry entry : returned) {
            if (entries.size() < count && !entry.removed() && entry.free()) {
                entries.add(entry);
            }
        }
        for (int priority = PRIORITIES - 1; priority >= 0 && entries.size() < count; priority--) {
            MessageEntry entry = queue.from(priority, next[priority]);
            while (entry != null && entries.size() < count) {
                if (entry.free()) {
                    entries.add(entry);
                }
                entry = queue.from(priority, entry.sequence() + 1);
            }
        }
        return entries;
    }

    private boolean drop(MessageEntry entry) {
        boolean dropped = returned.remove(entry);
        if (dropped) {
            entry.unmark();
        }
        return dropped;
    }

    private @Nullable MessageEntry firstReturned() {
        while (!returned.isEmpty()) {
            MessageEntry entry = returned.first();
            if (!entry.removed() && entry.free()) {
                return entry;
            }
            boolean unused = drop(entry);
        }
        return null;
    }

    private @Nullable MessageEntry fresh(int priority) {
        MessageEntry entry = queue.from(priority, next[priority]);
        while (entry != null && !entry.free()) {
            next[priority] = entry.sequence() + 1;
            entry = queue.from(priority, next[priority]);
        }
        return entry;
    }
}
