package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One message group of a queue: whose it is, how many of its messages are with sessions, and which of them wait.
 * <em>Parked</em> messages wait for the group's consumer to take more; <em>waiting</em> ones wait until nothing of the
 * group is with a session; <em>returned</em> ones were delivered and came back, and go before all others.
 */
final class Group {
    private final String identifier;
    private final Comparator<MessageEntry> order;
    private final TreeSet<MessageEntry> parked;
    private final TreeSet<MessageEntry> waiting;
    private final TreeSet<MessageEntry> returned;
    private @Nullable Consumer owner;
    private int deliveries;
    private boolean closing;

    Group(String identifier, Comparator<MessageEntry> order) {
        this.identifier = identifier;
        this.order = order;
        this.parked = new TreeSet<>(order);
        this.waiting = new TreeSet<>(order);
        this.returned = new TreeSet<>(order);
    }

    String identifier() {
        return identifier;
    }

    @Nullable
    Consumer owner() {
        return owner;
    }

    SortedSet<MessageEntry> parked() {
        return parked;
    }

    SortedSet<MessageEntry> waiting() {
        return waiting;
    }

    /** Whether its last message was delivered: it is pinned anew when that is done. */
    boolean isClosing() {
        return closing;
    }

    /** Whether any of its messages is with a session. */
    boolean isBusy() {
        return deliveries > 0;
    }

    /** Whether messages of it stand anywhere. */
    boolean isMoving() {
        return !parked.isEmpty() || !waiting.isEmpty() || !returned.isEmpty();
    }

    /** Whether this message is one of them. */
    boolean stands(MessageEntry entry) {
        return parked.contains(entry) || waiting.contains(entry) || returned.contains(entry);
    }

    /** Whether another message has to go before this one. */
    boolean blocks(MessageEntry entry) {
        return !returned.isEmpty() && order.compare(returned.first(), entry) < 0;
    }

    /** Whether the group may go to another consumer, beginning with this message. */
    boolean isSettled(MessageEntry entry) {
        boolean first = parked.isEmpty() || order.compare(parked.first(), entry) >= 0;
        return deliveries == 0 && first && !blocks(entry);
    }

    void pin(@Nullable Consumer newOwner) {
        if (owner != null) {
            owner.countGroups(-1);
        }
        owner = newOwner;
        closing = false;
        if (newOwner != null) {
            newOwner.countGroups(1);
        }
    }

    void deliver(MessageEntry entry, boolean last) {
        forget(entry);
        deliveries++;
        closing |= last;
    }

    void giveBack(MessageEntry entry) {
        deliveries--;
        returned.add(entry);
        closing = false;
    }

    /** A delivered message is gone. */
    void end() {
        deliveries--;
    }

    /** A message that stands somewhere is gone. */
    void forget(MessageEntry entry) {
        parked.remove(entry);
        waiting.remove(entry);
        returned.remove(entry);
    }

    List<MessageEntry> takeParked() {
        return take(parked);
    }

    List<MessageEntry> takeWaiting() {
        return take(waiting);
    }

    private static List<MessageEntry> take(Set<MessageEntry> from) {
        List<MessageEntry> all = new ArrayList<>(from);
        from.clear();
        return all;
    }
}
