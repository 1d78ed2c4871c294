package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of one queue or subscription, as far as they are in motion. A group is pinned to the consumer that
 * got its first message; its later messages wait for that consumer and hold up nobody else's. It is pinned anew when its
 * consumer leaves or its last message ({@code JMSXGroupSeq} -1) is done, but never while any of its messages is with a
 * session. Soft: after a restart groups are pinned anew.
 */
final class GroupTable {
    private static final int PINNED_LIMIT = 16_384;
    private static final int WAITING_LIMIT = 16_384;
    private static final int EVICTION_STEPS = 16;

    private final Map<String, Group> groups = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<MessageEntry, Group> delivered = new HashMap<>();
    private final Map<MessageEntry, Group> standing = new HashMap<>();
    private final Map<Consumer, Set<Group>> parked = new LinkedHashMap<>();
    private final java.util.function.Consumer<MessageEntry> comeBack;

    /**
     * No groups.
     *
     * @param comeBack offers a message that was passed again
     */
    GroupTable(java.util.function.Consumer<MessageEntry> comeBack) {
        this.comeBack = comeBack;
    }

    /** Whether there are so many waiting messages that the dispatch has to stop. */
    boolean isFull() {
        return standing.size() >= WAITING_LIMIT;
    }

    /** Number of groups that are pinned or in motion. */
    int size() {
        return groups.size();
    }

    /**
     * Who gets a message now.
     *
     * @param identifier of its group
     * @param entry a free message that matches the candidates' selector
     * @param candidates consumers with the same selector, at least one of them hungry
     * @param takes whether a consumer with another selector would take the message
     * @return null if it has to wait: it will come back
     */
    @Nullable
    Consumer receiver(String identifier, MessageEntry entry, List<Consumer> candidates, Predicate<Consumer> takes) {
        Group group = group(identifier);
        Consumer owner = owner(group, entry, candidates, takes);
        if (owner == null) {
            stand(entry, group);
            group.waiting().add(entry);
            return null;
        }
        boolean now = candidates.contains(owner) && owner.hungry() && !group.blocks(entry);
        if (!now) {
            park(group, owner, entry);
        }
        return now ? owner : null;
    }

    /** Whose the group is from this message on; null if that cannot be said before others of its messages are done. */
    private @Nullable Consumer owner(
            Group group, MessageEntry entry, List<Consumer> candidates, Predicate<Consumer> takes) {
        Consumer before = group.isClosing() ? null : group.owner();
        if (before != null && (candidates.contains(before) || takes.test(before))) {
            return before;
        }
        if (!group.isSettled(entry)) {
            return null;
        }
        pin(group, leastLoaded(candidates));
        return group.owner();
    }

    /** A consumer that goes with a sweep and can take a message that waits for it now; null if there is none. */
    @Nullable
    Consumer firstReady(Sweep sweep) {
        if (parked.isEmpty()) {
            return null;
        }
        for (Consumer consumer : parked.keySet()) {
            Seeker seeker = consumer.seeker();
            boolean ready = seeker != null && seeker.sweep() == sweep && consumer.hungry();
            if (ready && firstParked(consumer) != null) {
                return consumer;
            }
        }
        return null;
    }

    /** The first message that waits for a consumer and that it can take now, or null. */
    @Nullable
    MessageEntry firstParked(Consumer consumer) {
        Set<Group> own = parked.get(consumer);
        return own == null ? null : first(own);
    }

    private static @Nullable MessageEntry first(Set<Group> groups) {
        for (Group group : groups) {
            MessageEntry first = group.parked().first();
            if (!group.blocks(first)) {
                return first;
            }
        }
        return null;
    }

    /** A message that may be parked is looked at again. */
    void unpark(MessageEntry entry) {
        Group group = standing.get(entry);
        if (group != null) {
            group.parked().remove(entry);
            unlistIfEmpty(group);
            if (!group.stands(entry)) {
                unstand(entry);
            }
        }
    }

    /**
     * A message goes to its group's consumer.
     *
     * @param last whether it is the last of its group
     */
    void deliver(String identifier, MessageEntry entry, boolean last) {
        Group group = group(identifier);
        group.deliver(entry, last);
        unlistIfEmpty(group);
        unstand(entry);
        delivered.put(entry, group);
    }

    /** A delivered message is free again: it stays the next of its group. */
    void giveBack(MessageEntry entry) {
        Group group = delivered.remove(entry);
        if (group != null) {
            group.giveBack(entry);
            stand(entry, group);
            settle(group);
        }
    }

    /** A message is gone; whether others may go on because of that. */
    boolean forget(MessageEntry entry) {
        Group standingIn = unstand(entry);
        if (standingIn != null) {
            standingIn.forget(entry);
            unlistIfEmpty(standingIn);
        }
        Group deliveredFrom = delivered.remove(entry);
        if (deliveredFrom != null) {
            deliveredFrom.end();
        }
        Group group = standingIn == null ? deliveredFrom : standingIn;
        if (group != null) {
            settle(group);
        }
        return group != null;
    }

    /** A consumer has left: its groups are pinned anew as soon as nothing of them is with its session. */
    void leave(Consumer consumer) {
        parked.remove(consumer);
        for (Group group : new ArrayList<>(groups.values())) {
            if (group.owner() == consumer) {
                group.pin(null);
                offer(group, group.takeParked());
                settle(group);
            }
        }
    }

    /** Whatever waits for a group that has come to rest is offered again. */
    private void settle(Group group) {
        if (group.isBusy()) {
            return;
        }
        if (group.isClosing()) {
            offer(group, group.takeParked());
            release(group);
        }
        offer(group, group.takeWaiting());
        if (group.owner() == null && !group.isMoving()) {
            groups.remove(group.identifier());
        }
    }

    private void offer(Group group, Collection<MessageEntry> entries) {
        for (MessageEntry entry : entries) {
            if (!group.stands(entry)) {
                unstand(entry);
            }
            comeBack.accept(entry);
        }
    }

    private void stand(MessageEntry entry, Group group) {
        if (standing.put(entry, group) == null) {
            entry.mark();
        }
    }

    private @Nullable Group unstand(MessageEntry entry) {
        Group group = standing.remove(entry);
        if (group != null) {
            entry.unmark();
        }
        return group;
    }

    private Group group(String identifier) {
        Group known = groups.get(identifier);
        if (known != null) {
            return known;
        }
        if (groups.size() >= PINNED_LIMIT) {
            evict();
        }
        Group made = new Group(identifier, Sweep.ORDER);
        groups.put(identifier, made);
        return made;
    }

    /** Forgets pins that were not used for longest. */
    private void evict() {
        Iterator<Group> eldest = groups.values().iterator();
        for (int step = 0; step < EVICTION_STEPS && eldest.hasNext(); step++) {
            Group group = eldest.next();
            if (!group.isBusy() && !group.isMoving()) {
                release(group);
                eldest.remove();
                return;
            }
        }
    }

    private void pin(Group group, Consumer owner) {
        offer(group, group.takeParked());
        release(group);
        group.pin(owner);
        offer(group, group.takeWaiting());
    }

    private void release(Group group) {
        Consumer before = group.owner();
        if (before != null) {
            unlist(group, before);
        }
        group.pin(null);
    }

    private void park(Group group, Consumer owner, MessageEntry entry) {
        stand(entry, group);
        group.parked().add(entry);
        parked.computeIfAbsent(owner, each -> new LinkedHashSet<>()).add(group);
    }

    private void unlistIfEmpty(Group group) {
        Consumer owner = group.owner();
        if (owner != null && group.parked().isEmpty()) {
            unlist(group, owner);
        }
    }

    private void unlist(Group group, Consumer owner) {
        Set<Group> own = parked.get(owner);
        if (own != null && own.remove(group) && own.isEmpty()) {
            parked.remove(owner);
        }
    }

    private static Consumer leastLoaded(List<Consumer> candidates) {
        Consumer least = null;
        for (Consumer each : candidates) {
            if (each.hungry() && (least == null || each.groups() < least.groups())) {
                least = each;
            }
        }
        return least == null ? candidates.get(0) : least;
    }
}
