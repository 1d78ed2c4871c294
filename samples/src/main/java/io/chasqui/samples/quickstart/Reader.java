package io.chasqui.samples.quickstart;

import io.chasqui.samples.quickstart.Route.Settlement;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one route until it is told to end, and writes each delivery into the ledger. */
final class Reader implements Callable<Void> {
    private static final String CLIENT_ID = "quickstart";
    private static final int SETTLE_AFTER = 20;
    private static final long WAIT_MILLIS = 200;

    private final ConnectionFactory factory;
    private final Route route;
    private final Ledger ledger;
    private final CountDownLatch ready;
    private final CountDownLatch end;
    private final List<Line> unsettled = new ArrayList<>();
    private @Nullable Message last;

    /**
     * A reader that has not begun.
     *
     * @param ready is counted down once nothing sent from then on can be missed
     * @param end when it reaches 0, the reader settles what it has and ends
     */
    Reader(ConnectionFactory factory, Route route, Ledger ledger, CountDownLatch ready, CountDownLatch end) {
        this.factory = factory;
        this.route = route;
        this.ledger = ledger;
        this.ready = ready;
        this.end = end;
    }

    @Override
    public Void call() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            if (route.isTopic()) {
                connection.setClientID(CLIENT_ID);
            }
            Session session = session(connection);
            MessageConsumer consumer = consumer(session);
            connection.start();
            ready.countDown();
            while (end.getCount() > 0) {
                Message message = consumer.receive(WAIT_MILLIS);
                if (message != null) {
                    take(message);
                }
                if (message == null || unsettled.size() >= SETTLE_AFTER) {
                    settle(session);
                }
            }
            settle(session);
        }
        return null;
    }

    private Session session(Connection connection) throws JMSException {
        return switch (route.settlement()) {
            case AUTO -> connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            case ACKNOWLEDGE -> connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            case TRANSACTION -> connection.createSession(true, Session.SESSION_TRANSACTED);
        };
    }

    private MessageConsumer consumer(Session session) throws JMSException {
        if (route.isTopic()) {
            return session.createDurableConsumer(session.createTopic(route.destination()), "quickstart");
        }
        return route.selector().isEmpty()
                ? session.createConsumer(session.createQueue(route.destination()))
                : session.createConsumer(session.createQueue(route.destination()), route.selector());
    }

    private void take(Message message) throws JMSException {
        String text = message instanceof TextMessage body && body.getText() != null ? body.getText() : "";
        Line line = new Line(message.getLongProperty(Line.NUMBER), text);
        ledger.delivered(route, line, message.getJMSRedelivered());
        if (route.settlement() != Settlement.AUTO) {
            unsettled.add(line);
            last = message;
        }
    }

    /** Settles what was taken. When the broker refuses, all of it comes again, with the flag. */
    private void settle(Session session) throws JMSException {
        Message newest = last;
        if (newest == null) {
            return;
        }
        last = null;
        if (route.settlement() == Settlement.TRANSACTION ? commit(session) : acknowledge(newest, session)) {
            ledger.settled(unsettled);
        }
        unsettled.clear();
    }

    private static boolean commit(Session session) throws JMSException {
        try {
            session.commit();
            return true;
        } catch (TransactionRolledBackException e) {
            return false; // rolled back already: the next receive starts again
        }
    }

    private static boolean acknowledge(Message newest, Session session) throws JMSException {
        try {
            newest.acknowledge();
            return true;
        } catch (JMSException e) {
            session.recover(); // the broker no longer held one of them for us: take them all again
            return false;
        }
    }
}
