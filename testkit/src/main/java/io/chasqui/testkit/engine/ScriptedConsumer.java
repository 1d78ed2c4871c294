package io.chasqui.testkit.engine;

import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer whose credit the test grants by hand. What has come and was not received yet lies in its buffer. */
public final class ScriptedConsumer {
    private final ScriptedSession session;
    private final int number;
    private final ConsumerKind kind;
    private final Destination destination;
    private final Filter filter;
    private final ArrayDeque<SessionEvent.Deliver> buffer = new ArrayDeque<>();
    private long openSequence;
    private int drained;
    private boolean closed;

    ScriptedConsumer(ScriptedSession session, int number, ConsumerKind kind, Destination destination, Filter filter) {
        this.session = session;
        this.number = number;
        this.kind = kind;
        this.destination = destination;
        this.filter = filter;
    }

    /**
     * What a consumer is narrowed down by.
     *
     * @param subscription name of a subscription or null
     * @param selector message selector or null
     * @param noLocal whether messages of the same connection are left out
     */
    public record Filter(
            @Nullable String subscription, @Nullable String selector, boolean noLocal) {
        /** Everything. */
        public static final Filter NONE = new Filter(null, null, false);

        /** A subscription by its name. */
        public static Filter named(String subscription) {
            return new Filter(subscription, null, false);
        }

        /** A message selector. */
        public static Filter selecting(String selector) {
            return new Filter(null, selector, false);
        }

        /** The same with a message selector. */
        public Filter with(@Nullable String newSelector) {
            return new Filter(subscription, newSelector, noLocal);
        }

        /** The same without messages of the same connection. */
        public Filter withoutLocal() {
            return new Filter(subscription, selector, true);
        }
    }

    /** Grants further messages. */
    public ScriptedConsumer credit(int messages) {
        flow(messages, false);
        return this;
    }

    /** Grants further messages and asks for an answer when nothing is left. */
    public ScriptedConsumer drain(int messages) {
        flow(messages, true);
        return this;
    }

    /** How often the broker has said that nothing is left. */
    public int drained() {
        return drained;
    }

    /** Number of its command to open it. */
    public long openSequence() {
        return openSequence;
    }

    /** Messages that have come and were not received yet. */
    public int buffered() {
        return buffer.size();
    }

    /** The next message; there must be one. */
    public SessionEvent.Deliver receive() {
        SessionEvent.Deliver next = buffer.pollFirst();
        if (next == null) {
            throw new AssertionError("Consumer " + number + " of " + destination + " has no message.");
        }
        if (!browses()) {
            session.hold(next);
        }
        return next;
    }

    /** Everything that has come. */
    public List<SessionEvent.Deliver> receiveAll() {
        List<SessionEvent.Deliver> all = new ArrayList<>();
        while (!buffer.isEmpty()) {
            all.add(receive());
        }
        return all;
    }

    /** Texts of everything that has come. */
    public List<String> receiveTexts() {
        return receiveAll().stream().map(TestMessage::text).toList();
    }

    /** Closes it; what was received stays with the session. */
    public long close() {
        closed = true;
        buffer.clear();
        List<DeliveryName> held = session.heldBy(this);
        session.forget(this);
        return session.submit(sequence ->
                new SessionCommand.CloseConsumer(session.connection(), session.number(), sequence, number, held));
    }

    int number() {
        return number;
    }

    boolean closed() {
        return closed;
    }

    void open(int credit) {
        openSequence = session.submit(sequence -> new SessionCommand.OpenConsumer(
                session.connection(),
                session.number(),
                sequence,
                number,
                kind,
                destination,
                filter.subscription,
                filter.selector,
                filter.noLocal,
                credit));
    }

    void deliver(SessionEvent.Deliver delivery) {
        if ((browses() || delivery.epoch() == session.epoch()) && !closed) {
            buffer.addLast(delivery);
        }
    }

    void noteDrained(SessionEvent.Drained event) {
        if (browses() || event.epoch() == session.epoch()) {
            drained++;
        }
    }

    void dropBuffer() {
        if (!browses()) {
            buffer.clear();
        }
    }

    private boolean browses() {
        return kind == ConsumerKind.BROWSER;
    }

    private void flow(int credit, boolean drain) {
        session.client()
                .send(new SessionCommand.Flow(
                        session.connection(), session.number(), number, session.epoch(), credit, drain));
    }
}
