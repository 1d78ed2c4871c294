package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.dispatch.Sweeps.Turn;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.SealedMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out the messages of one queue or subscription, in bounded slices. */
final class QueueDispatch {
    private static final int STEPS_PER_SLICE = 256;
    private static final int OTHERS_PART = 4;
    private static final int READ_AHEAD = 64;
    private static final int SEARCH_AHEAD = 256;

    private final QueueState queue;
    private final DispatchContext context;
    private final Sweeps sweeps;
    private final List<BrowserCursor> browsers = new ArrayList<>();
    private final GroupTable groups;
    private Turn turn = Turn.NONE;
    private @Nullable Reading othersReading;
    private boolean scheduled;
    private boolean again;
    private int offers;
    private long evaluations;

    /**
     * Nobody consumes yet.
     *
     * @param memory how many messages that selectors want are remembered while nobody takes them
     */
    QueueDispatch(QueueState queue, DispatchContext context, SeekerMemory memory) {
        this.queue = queue;
        this.context = context;
        this.sweeps = new Sweeps(queue, memory);
        this.groups = new GroupTable(this::offerAgain);
    }

    QueueState queue() {
        return queue;
    }

    /** How often a selector was asked about a message. */
    long evaluations() {
        return evaluations;
    }

    /** Marks as waiting for a slice; false if it was already. */
    boolean schedule() {
        boolean first = !scheduled;
        scheduled = true;
        return first;
    }

    void add(Consumer consumer) {
        if (consumer.browses()) {
            browsers.add(new BrowserCursor(queue, consumer));
        } else {
            sweeps.add(consumer);
        }
    }

    void remove(Consumer consumer) {
        if (consumer.browses()) {
            browsers.removeIf(browser -> browser.consumer() == consumer);
        } else {
            sweeps.remove(consumer);
            groups.leave(consumer);
        }
    }

    /** A consumer's credit or link has changed for the better. */
    void wake(Consumer consumer) {
        Seeker seeker = consumer.seeker();
        if (seeker != null) {
            seeker.sweep().wake(seeker);
        }
    }

    /** Whether anybody consumes; browsers do not. */
    boolean hasConsumers() {
        return sweeps.seekers().stream().anyMatch(seeker -> !seeker.idle());
    }

    List<Consumer> consumers() {
        return sweeps.seekers().stream()
                .flatMap(seeker -> seeker.consumers().stream())
                .toList();
    }

    /** The queue is gone: whoever waits for messages hears that there is none. */
    void end() {
        sweeps.seekers().forEach(Seeker::answerDrains);
        browsers.forEach(browser -> browser.consumer().answerDrains());
    }

    /** A message is free again. */
    void comeBack(MessageEntry entry) {
        offerAgain(entry);
        groups.giveBack(entry);
    }

    /** A message is with nobody any more, and will come back later. */
    void keepForLater(MessageEntry entry) {
        groups.giveBack(entry);
    }

    private void offerAgain(MessageEntry entry) {
        sweeps.forEach(sweep -> sweep.comeBack(entry));
    }

    /** A message is gone; whether others may go on because of that. */
    boolean forget(MessageEntry entry) {
        sweeps.forEach(sweep -> sweep.forget(entry));
        return groups.forget(entry);
    }

    /**
     * Works for a bounded number of steps, shared by those who get everything, those who search, and the browsers. Of the
     * sweeps that search, the last one gets most of the steps.
     *
     * @return whether there may be more to do right now
     */
    boolean slice(long nowMillis) {
        scheduled = false;
        again = false;
        turn = sweeps.turn();
        boolean more = false;
        List<Sweep> order = turn.sweeps();
        int share = Math.max(OTHERS_PART, STEPS_PER_SLICE / Math.max(1, Math.min(order.size(), 2) + browsers.size()));
        int rest = turn.last() == null ? share : share / OTHERS_PART;
        for (Sweep sweep : order) {
            boolean other = sweep.selective() && sweep != turn.last();
            int steps = other ? (rest + 1) / 2 : share;
            int done = steps == 0 ? 0 : slice(sweep, steps, nowMillis);
            rest -= other ? done : 0;
            more |= done >= steps;
        }
        joinGoal();
        for (BrowserCursor browser : browsers) {
            more |= browser.slice(share, nowMillis, context);
        }
        return more || again;
    }

    /** The last sweep goes with the one before if it has come that far. */
    private void joinGoal() {
        Sweep last = turn.last();
        MessageEntry entry = last == null || last.hasEnded() ? null : last.candidate();
        if (last != null && entry != null) {
            boolean unused = joinsGoal(last, entry);
        }
    }

    /** Whether a sweep, which would meet this message next, goes with the one before from now on. */
    private boolean joinsGoal(Sweep sweep, MessageEntry entry) {
        Sweep goal = sweep == turn.last() ? turn.goal() : null;
        boolean joins = goal != null && !goal.hasEnded() && sweep.hasReached(goal, entry);
        if (goal != null && joins) {
            sweeps.join(sweep, goal);
            again = true;
        }
        return joins;
    }

    /** Goes on with a sweep; the number of steps, which is the allowed one if it could go on further. */
    private int slice(Sweep sweep, int steps, long nowMillis) {
        long evaluated = evaluations;
        for (int step = 0; step < steps && evaluations - evaluated < steps; step++) {
            if (!sweep.hungry() || !step(sweep, nowMillis)) {
                return step;
            }
        }
        return steps;
    }

    /** Does what is next for a sweep; whether it can go on. */
    private boolean step(Sweep sweep, long nowMillis) {
        Consumer owner = groups.firstReady(sweep);
        if (owner != null) {
            return serveOwner(sweep, owner, nowMillis);
        }
        boolean stopped = groups.isFull();
        MessageEntry entry = stopped ? null : sweep.candidate();
        Seeker holder = sweep.holder(entry);
        if (holder != null) {
            return serveHolder(sweep, holder, nowMillis);
        }
        if (entry == null) {
            sweep.answerDrains();
            if (!stopped) {
                sweeps.reachedEnd(sweep);
            }
            return false;
        }
        return !joinsGoal(sweep, entry) && meet(sweep, entry, nowMillis);
    }

    /** A sweep goes past a message. */
    private boolean meet(Sweep sweep, MessageEntry entry, long nowMillis) {
        if (isCold(entry, nowMillis)) {
            readAhead(sweep, entry);
            return false;
        }
        sweep.pass(entry);
        if (entry.expired(nowMillis)) {
            expire(entry);
        } else {
            offer(sweep, entry);
        }
        return true;
    }

    /** A message that waited for the consumer of its group. */
    private boolean serveOwner(Sweep sweep, Consumer owner, long nowMillis) {
        MessageEntry entry = groups.firstParked(owner);
        Seeker seeker = owner.seeker();
        if (entry == null || seeker == null) {
            return true;
        }
        if (isCold(entry, nowMillis)) {
            readAhead(sweep, entry);
            return false;
        }
        if (entry.expired(nowMillis)) {
            expire(entry);
        } else if (matches(seeker, properties(entry))) {
            offer(seeker, entry);
        } else {
            groups.unpark(entry);
            offerAgain(entry);
            again = true; // others may have been at the end
        }
        return true;
    }

    /** A message that a seeker wanted when it took none. */
    private boolean serveHolder(Sweep sweep, Seeker holder, long nowMillis) {
        MessageEntry entry = holder.firstFound();
        if (entry == null) {
            return true;
        }
        if (isCold(entry, nowMillis)) {
            read(sweep, holder.found());
            return false;
        }
        holder.forget(entry);
        if (entry.expired(nowMillis)) {
            expire(entry);
        } else if (matches(holder, properties(entry))) {
            offer(holder, entry);
        }
        return true;
    }

    private void expire(MessageEntry entry) {
        groups.unpark(entry);
        context.expire(entry);
    }

    private static boolean isCold(MessageEntry entry, long nowMillis) {
        return entry.payload().bytes() == null && !entry.expired(nowMillis);
    }

    /** Has the last sweep read far ahead, and all others that search one at a time and less. */
    private void readAhead(Sweep sweep, MessageEntry entry) {
        if (!sweep.isReading()) {
            read(sweep, sweep.ahead(entry, sweep == turn.last() ? SEARCH_AHEAD : READ_AHEAD));
        }
    }

    private void read(Sweep sweep, List<MessageEntry> entries) {
        boolean other = sweep.selective() && sweep != turn.last();
        boolean waits = other && othersReading != null && !othersReading.isDone();
        if (!waits && !sweep.isReading()) {
            Reading reading = context.load(queue, entries);
            sweep.read(reading);
            othersReading = other ? reading : othersReading;
        }
    }

    /** Gives a message to one of those that want it, or has them remember it if they take nothing now. */
    private void offer(Sweep sweep, MessageEntry entry) {
        Seeker sole = sweep.sole();
        if (sole != null && sole.selector() == null) {
            offer(sole, entry);
            return;
        }
        MessageProperties properties = properties(entry);
        List<Seeker> likely = sweeps.likely(sweep, properties);
        int first = likely.size() < 2 ? 0 : Math.floorMod(offers++, likely.size());
        for (int i = 0; i < likely.size(); i++) {
            Seeker seeker = likely.get((first + i) % likely.size());
            if (seeker.hungry() != null && matches(seeker, properties)) {
                offer(seeker, entry);
                return;
            }
        }
        for (Seeker seeker : likely) {
            if (seeker.hungry() == null && matches(seeker, properties)) {
                remember(seeker, entry);
            }
        }
    }

    private void remember(Seeker seeker, MessageEntry entry) {
        seeker.sweep().remember(seeker, entry);
        if (seeker.full() && seeker.sweep().sole() == null) {
            sweeps.part(seeker);
        }
    }

    private void offer(Seeker seeker, MessageEntry entry) {
        MessageProperties grouped = SealedMessage.isGrouped(entry.payload().requireHead())
                ? new MessageProperties(entry.payload().message())
                : null;
        String group = grouped == null ? null : grouped.group();
        if (grouped == null || group == null) {
            give(seeker, seeker.hungry(), entry);
            return;
        }
        groups.unpark(entry); // not before: a message that nobody here takes goes on waiting for its owner
        Consumer receiver =
                groups.receiver(group, entry, seeker.consumers(), other -> matches(other.selector(), entry));
        again = true; // it, or others of its group, may have been left to another sweep that had nothing to do
        if (receiver != null) {
            groups.deliver(group, entry, grouped.endsGroup());
            give(seeker, receiver, entry);
        }
    }

    private void give(Seeker seeker, @Nullable Consumer consumer, MessageEntry entry) {
        if (consumer != null) {
            consumer.countDelivery();
            seeker.passTurn();
            context.deliver(consumer, entry);
            if (consumer.usedUp()) {
                consumer.answerDrains();
            }
        }
    }

    private boolean matches(Seeker seeker, MessageProperties message) {
        if (seeker.selector() == null) {
            return true;
        }
        evaluations++;
        return seeker.matches(message);
    }

    /** Whether a message, whose head is in memory, is one that the selector wants. */
    static boolean matches(@Nullable Selector selector, MessageEntry entry) {
        return selector == null || selector.matches(properties(entry));
    }

    private static MessageProperties properties(MessageEntry entry) {
        return new MessageProperties(entry.payload().message(), entry.nextDeliveryCount(), entry.annotations());
    }
}
