package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads everything that is left in a crash loop's destinations, in transactions that commit. */
final class Drain {
    private static final int BATCH = 100;
    private static final long WAIT_MILLIS = 250;

    private final ConnectionFactory factory;
    private final Scene scene;
    private final List<String> queues;
    private int runs;

    Drain(ConnectionFactory factory, Scene scene, List<String> queues) {
        this.factory = factory;
        this.scene = scene;
        this.queues = queues;
    }

    /** Empties all sources; returns the number of messages that were left. */
    int run() throws JMSException {
        runs++;
        int count = 0;
        try (Connection connection = factory.createConnection()) {
            connection.setClientID(Cast.CLIENT_IDENTIFIER);
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            count += empty(Cast.durableReader(connection));
            count += emptyQueues(session);
        }
        return count;
    }

    /** Empties the queues only; returns the number of messages that were left. */
    int runQueues() throws JMSException {
        runs++;
        try (Connection connection = factory.createConnection()) {
            connection.start();
            return emptyQueues(connection.createSession(true, Session.SESSION_TRANSACTED));
        }
    }

    private int emptyQueues(Session session) throws JMSException {
        int count = 0;
        for (String queue : queues) {
            count += empty(Cast.queueReader(session, queue));
        }
        return count;
    }

    private int empty(TransactedReading.Reader reader) throws JMSException {
        Notebook notebook = new Notebook("drain-" + runs + "-" + reader.source(), true, scene);
        int count = 0;
        Message message = next(reader);
        while (message != null) {
            notebook.received(message, reader.source());
            count++;
            if (notebook.entries() == BATCH) {
                commit(reader.session(), notebook);
            }
            message = next(reader);
        }
        commit(reader.session(), notebook);
        reader.consumer().close();
        return count;
    }

    /** Only an answer without waiting says for sure that there is nothing. */
    private static @Nullable Message next(TransactedReading.Reader reader) throws JMSException {
        Message message = reader.consumer().receive(WAIT_MILLIS);
        return message == null ? reader.consumer().receiveNoWait() : message;
    }

    /** Nobody kills a broker while it is drained: a commit that fails now is a fault. */
    private static void commit(Session session, Notebook notebook) throws JMSException {
        notebook.ending();
        session.commit();
        notebook.settle(Outcome.CONFIRMED);
    }
}
