package io.chasqui.jms.client;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the messages of one destination to the sessions of an application server, several at a time. It receives them
 * with a session of its own, on a thread of its own, and moves each batch to the session of the pool that is to process
 * it.
 */
final class JmsConnectionConsumer implements ConnectionConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(JmsConnectionConsumer.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SessionCore session;
    private final ConsumerCore consumer;
    private final ServerSessionPool pool;
    private final int maxMessages;
    private final ReentrantLock handOver = new ReentrantLock();

    private JmsConnectionConsumer(SessionCore session, ConsumerCore consumer, ServerSessionPool pool, int maxMessages) {
        this.session = session;
        this.consumer = consumer;
        this.pool = pool;
        this.maxMessages = maxMessages;
    }

    /**
     * Opens a connection consumer and waits until the broker has it.
     *
     * @param maxMessages most messages for one server session at a time, at least 1
     * @throws JMSException if an argument is not allowed, or the broker refuses the consumer
     */
    static JmsConnectionConsumer open(
            ConnectionCore connection, ConsumerSpec spec, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        if (pool == null) {
            throw new JMSException("A connection consumer needs a ServerSessionPool but null was given.");
        }
        if (maxMessages < 1) {
            throw new JMSException("A connection consumer hands over at least 1 message at a time but maxMessages is "
                    + maxMessages + ".");
        }
        SessionCore session = connection.createSession(AcknowledgeMode.CLIENT);
        JmsConnectionConsumer made;
        try {
            made = new JmsConnectionConsumer(session, session.openConsumer(spec), pool, maxMessages);
        } catch (JMSException refused) {
            session.close();
            throw refused;
        }
        String name = "chasqui-connection-consumer-" + connection.number() + "-" + session.number();
        connection.connectionConsumers().add(made);
        connection.environment().start(name, false, made::run);
        return made;
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        session.checkOpen();
        return pool;
    }

    @Override
    public void close() throws JMSException {
        session.connection().connectionConsumers().remove(this);
        handOver.lock();
        try {
            session.lock().lock();
            try {
                // nobody has seen what is still here: it returns uncounted
                session.deliveries().ledger().takeHeld();
            } finally {
                session.lock().unlock();
            }
            session.close();
        } finally {
            handOver.unlock();
        }
    }

    private void run() {
        for (Deliver first = next(); first != null; first = next()) {
            List<Deliver> batch = batch(first);
            try {
                handOver(batch);
            } catch (JMSException | RuntimeException failed) {
                giveBack(batch, failed);
            }
        }
    }

    /** Waits for a message; null when the consumer is closed or its connection has failed. */
    private @Nullable Deliver next() {
        try {
            return consumer.take(ConsumerCore.FOREVER_NANOS);
        } catch (JMSException ended) {
            LOG.debug("A connection consumer ends.", ended);
            return null;
        }
    }

    private List<Deliver> batch(Deliver first) {
        List<Deliver> batch = new ArrayList<>();
        session.lock().lock();
        try {
            for (Deliver next = first; next != null; next = batch.size() < maxMessages ? consumer.poll() : null) {
                batch.add(next);
            }
            session.deliveries().grant(consumer);
        } finally {
            session.lock().unlock();
        }
        session.wire().drain(true);
        return batch;
    }

    private void handOver(List<Deliver> batch) throws JMSException {
        ServerSession server = pool.getServerSession();
        SessionCore target = target(server.getSession());
        handOver.lock();
        try {
            if (!consumer.isClosed()) {
                target.deliveries().assigned().adopt(batch, session);
            }
        } finally {
            handOver.unlock();
        }
        server.start();
    }

    private SessionCore target(@Nullable Session offered) throws JMSException {
        if (offered instanceof JmsSession own && own.core().connection() == session.connection()) {
            return own.core();
        }
        throw new JMSException("The ServerSessionPool must offer sessions of the connection consumer's own connection"
                + " but offered "
                + (offered == null ? "null" : offered.getClass().getName()) + ".");
    }

    private void giveBack(List<Deliver> batch, Exception failed) {
        List<DeliveryName> names = batch.stream().map(Deliver::name).toList();
        LOG.warn("A connection consumer could not hand over {} messages; they go back.", names.size(), failed);
        if (consumer.isClosed()) {
            return;
        }
        session.connection()
                .report(Failure.of(
                        io.chasqui.protocol.ErrorCode.INTERNAL,
                        "The ServerSessionPool did not take a message: " + failed.getMessage()));
        session.acknowledgements().giveBack(names);
        LockSupport.parkNanos(this, PAUSE_NANOS);
    }
}
