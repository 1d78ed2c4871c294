package io.chasqui.jms.client;

import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand.Adopt;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection consumer has assigned to a session, and the session's own listener, which gets it when
 * {@code Session.run()} is called on a thread of the application server. The broker counts the deliveries as this
 * session's from the moment of their assignment, so they are acknowledged, rolled back and redelivered with it.
 */
final class AssignedDeliveries {
    private final SessionCore session;
    private final ArrayDeque<Deliver> waiting = new ArrayDeque<>();
    private volatile @Nullable MessageListener listener;

    AssignedDeliveries(SessionCore session) {
        this.session = session;
    }

    @Nullable
    MessageListener listener() {
        return listener;
    }

    void listen(@Nullable MessageListener newListener) {
        listener = newListener;
    }

    /** Names of what {@link #run} has not come to yet; the caller holds the lock. */
    List<DeliveryName> names() {
        return waiting.stream().map(Deliver::name).toList();
    }

    /** The broker has given these to somebody else; the caller holds the lock. */
    void drop(Collection<DeliveryName> lost) {
        Set<DeliveryName> gone = new HashSet<>(lost);
        waiting.removeIf(delivery -> gone.contains(delivery.name()));
    }

    /** The broker takes everything back; the caller holds the lock. */
    void clear() {
        waiting.clear();
    }

    /**
     * Takes over what another session has received; called without the lock.
     *
     * @param deliveries held by the other session
     * @param from a session of the same connection
     * @throws JMSException if this session is closed
     */
    void adopt(List<Deliver> deliveries, SessionCore from) throws JMSException {
        List<DeliveryName> names = deliveries.stream().map(Deliver::name).toList();
        session.lock().lock();
        try {
            session.checkOpen();
            waiting.addAll(deliveries);
            session.wire()
                    .submit(
                            sequence -> new Adopt(
                                    session.connection().number(), session.number(), sequence, from.number(), names),
                            refusal -> from.deliveries().handedOver(names));
        } finally {
            session.lock().unlock();
        }
        session.wire().drain(true);
    }

    /** Calls the listener with each assigned message in turn, on the calling thread. */
    void run() {
        MessageListener own = listener;
        if (own == null) {
            throw new IllegalStateException(
                    "Session.run() needs a message listener of the session: call setMessageListener() first.");
        }
        DispatchThread dispatcher = session.dispatcher();
        for (Deliver next = dispatcher.enter(waiting); next != null; next = dispatcher.enter(waiting)) {
            try {
                dispatcher.deliver(own, next);
            } finally {
                dispatcher.leave();
            }
        }
    }
}
