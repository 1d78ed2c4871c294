package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;

/** Reads everything that is left in a crash loop's destinations, in transactions that commit. */
final class Drain {
    private static final int BATCH = 100;
    private static final long WAIT_MILLIS = 1_000;

    private final ConnectionFactory factory;
    private final Scene scene;
    private int runs;

    Drain(ConnectionFactory factory, Scene scene) {
        this.factory = factory;
        this.scene = scene;
    }

    /** Empties all sources; returns the number of messages that were left. */
    int run() throws JMSException {
        runs++;
        int count = 0;
        try (Connection connection = factory.createConnection()) {
            connection.setClientID(Cast.CLIENT_IDENTIFIER);
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            count += empty(Cast.queueReader(session, Cast.ORDERS));
            count += empty(Cast.queueReader(session, Cast.LETTERS));
            count += empty(Cast.queueReader(session, Cast.DONE));
            count += empty(Cast.durableReader(connection));
        }
        return count;
    }

    private int empty(TransactedReading.Reader reader) throws JMSException {
        Notebook notebook = new Notebook("drain-" + runs + "-" + reader.source(), true, scene);
        int count = 0;
        Message message = reader.consumer().receive(WAIT_MILLIS);
        while (message != null) {
            notebook.received(message, reader.source());
            count++;
            if (notebook.entries() == BATCH) {
                commit(reader.session(), notebook);
            }
            message = reader.consumer().receive(WAIT_MILLIS);
        }
        commit(reader.session(), notebook);
        reader.consumer().close();
        return count;
    }

    /** Nobody kills a broker while it is drained: a commit that fails now is a fault. */
    private static void commit(Session session, Notebook notebook) throws JMSException {
        session.commit();
        notebook.settle(Outcome.CONFIRMED);
    }
}
