package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who seeks what in one queue, and how far each of them has looked. Consumers that want everything have a {@link Sweep} to
 * themselves. All others go together wherever they can:
 *
 * <ul>
 *   <li>A new selector begins at the beginning of the queue, as the order of its messages asks for. Its sweep is the
 *       <em>last</em> one; it gets most of the steps, and when it reaches the sweep before it, both become one. So a
 *       thousand selectors that come one after the other make hardly more than one pass over the backlog together.
 *   <li>Of the others, those that have looked furthest get the rest of the steps, so that newcomers hold up nobody for
 *       good: whoever waits becomes the first when those before it are done.
 *   <li>A seeker that takes nothing and wants more than it can remember stays behind by itself, until it takes more and
 *       catches up.
 *   <li>Those that have looked at everything wait for new messages as one.
 * </ul>
 */
final class Sweeps {
    private static final int IDLE_SEEKERS = 32;
    private static final String NO_SELECTOR = "";

    private final QueueState queue;
    private final SeekerMemory memory;
    private final Map<String, Seeker> seekers = new LinkedHashMap<>();
    private final SeekerIndex index = new SeekerIndex();
    private final List<Sweep> sweeps = new ArrayList<>();
    private final List<Seeker> likely = new ArrayList<>();
    private @Nullable Sweep foremost;
    private boolean allFirst;

    /**
     * Who goes on, and who catches up with whom.
     *
     * @param sweeps those of which a consumer may get a message, of the searching ones the furthest first
     * @param last the sweep that has looked least far; null if none has anything to look at
     * @param goal the one before it, which it is to join; null if it has nobody to join
     */
    record Turn(
            List<Sweep> sweeps,
            @Nullable Sweep last,
            @Nullable Sweep goal) {
        static final Turn NONE = new Turn(List.of(), null, null);
    }

    private record Stand(Sweep sweep, @Nullable MessageEntry candidate) {}

    /**
     * Nobody seeks anything yet.
     *
     * @param memory how many messages seekers remember that take none
     */
    Sweeps(QueueState queue, SeekerMemory memory) {
        this.queue = queue;
        this.memory = memory;
    }

    void add(io.chasqui.broker.dispatch.Consumer consumer) {
        Selector selector = consumer.selector();
        Seeker known = seekers.get(key(selector));
        Seeker seeker = known == null ? begin(selector) : known;
        if (seeker.idle() && selector != null) {
            index.add(seeker);
        }
        seeker.add(consumer);
        seeker.sweep().wake(seeker);
    }

    void remove(io.chasqui.broker.dispatch.Consumer consumer) {
        Seeker seeker = consumer.seeker();
        if (seeker == null) {
            return;
        }
        seeker.remove(consumer);
        if (!seeker.idle()) {
            return;
        }
        if (seeker.selector() != null) {
            index.remove(seeker);
        }
        if (seekers.size() > IDLE_SEEKERS) {
            seekers.remove(key(seeker.selector()));
            seeker.end();
            leave(seeker);
        } else if (seeker.sweep().sole() == null) {
            part(seeker);
        }
    }

    Collection<Seeker> seekers() {
        return seekers.values();
    }

    /** Does something with each sweep. */
    void forEach(Consumer<Sweep> action) {
        for (int i = 0; i < sweeps.size(); i++) {
            action.accept(sweeps.get(i));
        }
    }

    /** Who goes on now; those that want everything are the first every other time. */
    Turn turn() {
        return sweeps.size() == 1 ? turn(sweeps.get(0)) : turnOfSeveral();
    }

    private static Turn turn(Sweep only) {
        return only.hungry() ? new Turn(List.of(only), only.selective() ? only : null, null) : Turn.NONE;
    }

    private Turn turnOfSeveral() {
        List<Sweep> order = new ArrayList<>(sweeps.size());
        List<Stand> stands = new ArrayList<>(sweeps.size());
        List<Sweep> all = new ArrayList<>(1);
        for (Sweep sweep : sweeps) {
            if (!sweep.hungry()) {
                continue;
            }
            if (sweep.selective()) {
                stands.add(new Stand(sweep, sweep.candidate()));
            } else {
                all.add(sweep);
            }
        }
        stands.sort((one, other) -> compare(other.candidate(), one.candidate()));
        stands.forEach(stand -> order.add(stand.sweep()));
        allFirst = !allFirst;
        order.addAll(allFirst ? 0 : order.size(), all);
        Stand last = stands.isEmpty() ? null : stands.get(stands.size() - 1);
        MessageEntry from = last == null ? null : last.candidate();
        return last == null || from == null
                ? new Turn(order, null, null)
                : new Turn(order, last.sweep(), goal(last.sweep(), from));
    }

    /** By the order of messages; nothing is behind everything. */
    private static int compare(@Nullable MessageEntry one, @Nullable MessageEntry other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return Sweep.ORDER.compare(one, other);
    }

    private @Nullable Sweep goal(Sweep last, MessageEntry from) {
        Sweep goal = null;
        MessageEntry least = null;
        for (Sweep sweep : sweeps) {
            if (sweep == last || !takesOthers(sweep)) {
                continue;
            }
            MessageEntry candidate = sweep.candidate();
            if (compare(candidate, from) >= 0 && (goal == null || compare(candidate, least) < 0)) {
                goal = sweep;
                least = candidate;
            }
        }
        return goal;
    }

    /** A sweep has reached another one. */
    void join(Sweep sweep, Sweep goal) {
        sweep.join(goal);
        drop(sweep);
    }

    /** A sweep has met everything there is: it goes with the one that has done so before. */
    void reachedEnd(Sweep sweep) {
        Sweep before = foremost;
        if (before == sweep || !sweep.selective()) {
            return;
        }
        if (before != null && takesOthers(before) && before.candidate() == null) {
            join(sweep, before);
        } else {
            foremost = sweep;
        }
    }

    /** A seeker stays behind. */
    void part(Seeker seeker) {
        sweeps.add(seeker.sweep().part(seeker));
    }

    /** Those of a sweep that may want a message: all that do are among them. Good until the next call. */
    List<Seeker> likely(Sweep sweep, MessageProperties message) {
        likely.clear();
        Seeker sole = sweep.sole();
        if (sole == null) {
            index.collect(message, sweep, likely);
        } else {
            likely.add(sole);
        }
        return likely;
    }

    private Seeker begin(@Nullable Selector selector) {
        Sweep sweep = selector == null ? null : fresh();
        if (sweep == null) {
            sweep = new Sweep(queue, selector != null);
            sweeps.add(sweep);
        }
        Seeker seeker = new Seeker(selector, sweep, memory);
        sweep.add(seeker);
        seekers.put(key(selector), seeker);
        return seeker;
    }

    private @Nullable Sweep fresh() {
        for (Sweep sweep : sweeps) {
            if (takesOthers(sweep) && sweep.isFresh()) {
                return sweep;
            }
        }
        return null;
    }

    private void leave(Seeker seeker) {
        Sweep sweep = seeker.sweep();
        sweep.remove(seeker);
        if (sweep.hasEnded()) {
            sweep.end();
            drop(sweep);
        }
    }

    private void drop(Sweep sweep) {
        sweeps.remove(sweep);
        if (foremost == sweep) {
            foremost = null;
        }
    }

    /** Not if its only seeker has nobody to seek for, or could not go on. */
    private static boolean takesOthers(Sweep sweep) {
        Seeker sole = sweep.sole();
        return sweep.selective() && (sole == null || !(sole.idle() || sole.full()));
    }

    private static String key(@Nullable Selector selector) {
        return selector == null ? NO_SELECTOR : selector.text();
    }
}
