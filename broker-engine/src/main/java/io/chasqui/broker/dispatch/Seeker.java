package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.state.MessageEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a queue that share a selector, or have none. It goes through the queue with a {@link Sweep}, and
 * remembers some messages that the sweep found for it while none of its consumers took any.
 */
final class Seeker {
    private final @Nullable Selector selector;
    private final SeekerMemory memory;
    private final List<Consumer> consumers = new ArrayList<>();
    private final TreeSet<MessageEntry> found = new TreeSet<>(Sweep.ORDER);
    private Sweep sweep;
    private int turn;

    /**
     * One without consumers, about to go with a sweep.
     *
     * @param selector what it seeks, null for everything
     * @param sweep with whom it goes
     * @param memory how many messages it remembers before it goes no further
     */
    Seeker(@Nullable Selector selector, Sweep sweep, SeekerMemory memory) {
        this.selector = selector;
        this.memory = memory;
        this.sweep = sweep;
    }

    @Nullable
    Selector selector() {
        return selector;
    }

    Sweep sweep() {
        return sweep;
    }

    void goWith(Sweep other) {
        this.sweep = other;
    }

    void add(Consumer consumer) {
        consumers.add(consumer);
        consumer.seekWith(this);
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
        consumer.seekWith(null);
    }

    boolean idle() {
        return consumers.isEmpty();
    }

    List<Consumer> consumers() {
        return consumers;
    }

    /** The next consumer in turn that may get a message, or null. */
    @Nullable
    Consumer hungry() {
        for (int i = 0; i < consumers.size(); i++) {
            int at = (turn + i) % consumers.size();
            Consumer consumer = consumers.get(at);
            if (consumer.hungry()) {
                turn = at;
                return consumer;
            }
        }
        return null;
    }

    /** Whether a consumer may get a message as soon as its link takes one. */
    boolean credited() {
        for (Consumer consumer : consumers) {
            if (consumer.credited()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a client waits to hear that there is nothing. */
    boolean draining() {
        for (Consumer consumer : consumers) {
            if (consumer.draining()) {
                return true;
            }
        }
        return false;
    }

    /** Lets the consumer behind the current one have the next turn. */
    void passTurn() {
        turn++;
    }

    boolean matches(MessageProperties message) {
        return selector == null || selector.matches(message);
    }

    /** Keeps a message that is wanted but that nobody takes now. */
    void remember(MessageEntry entry) {
        if (found.add(entry)) {
            memory.take();
            entry.mark();
        }
    }

    void forget(MessageEntry entry) {
        if (found.remove(entry)) {
            memory.giveBack(1);
            entry.unmark();
        }
    }

    /** Whether it may have remembered messages. */
    boolean remembers() {
        return !found.isEmpty();
    }

    /** Whether it should meet no more messages before it has got rid of some. */
    boolean full() {
        return memory.full(found.size());
    }

    /** The first remembered message that is still free, or null. */
    @Nullable
    MessageEntry firstFound() {
        while (!found.isEmpty()) {
            MessageEntry entry = found.first();
            if (!entry.removed() && entry.free()) {
                return entry;
            }
            forget(entry);
        }
        return null;
    }

    /** All remembered messages that are still free. */
    List<MessageEntry> found() {
        List<MessageEntry> free = new ArrayList<>(found);
        free.removeIf(entry -> entry.removed() || !entry.free());
        return free;
    }

    /** Nobody will ask it any more. */
    void end() {
        memory.giveBack(found.size());
        found.forEach(MessageEntry::unmark);
        found.clear();
    }

    /** Tells whoever waits for it that there is nothing. */
    void answerDrains() {
        for (Consumer consumer : consumers) {
            consumer.answerDrains();
        }
    }
}
