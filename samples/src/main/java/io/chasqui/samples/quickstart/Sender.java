package io.chasqui.samples.quickstart;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Sends its share of the lines. The client reconnects and repeats by itself; what is left to the application is the one
 * thing only it can do: start a transaction again that was rolled back.
 */
final class Sender implements Callable<Void> {
    private static final int ATTEMPTS = 10;

    private final ConnectionFactory factory;
    private final LineFile file;
    private final Share share;
    private final int perTransaction;
    private final Ledger ledger;

    /**
     * Every so-many-th line of a file.
     *
     * @param number which one, from 0
     * @param of how many senders share the file
     */
    record Share(int number, int of) {
        boolean has(long lineNumber) {
            return lineNumber % of == number;
        }
    }

    /**
     * A sender that has not begun.
     *
     * @param perTransaction lines in each local transaction; 0 sends outside of transactions
     */
    Sender(ConnectionFactory factory, LineFile file, Share share, int perTransaction, Ledger ledger) {
        this.factory = factory;
        this.file = file;
        this.share = share;
        this.perTransaction = perTransaction;
        this.ledger = ledger;
    }

    @Override
    public Void call() throws JMSException, IOException {
        boolean transacted = perTransaction > 0;
        try (BufferedReader reader = file.open();
                Connection connection = factory.createConnection()) {
            Session session = connection.createSession(
                    transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            Outlet outlet = new Outlet(session, session.createProducer(null), destinations(session));
            sendAll(reader, outlet);
        }
        return null;
    }

    private void sendAll(BufferedReader reader, Outlet outlet) throws IOException, JMSException {
        List<Line> batch = new ArrayList<>();
        long number = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (!share.has(number)) {
                continue;
            }
            Line line = new Line(number, text);
            ledger.sending(line);
            batch.add(line);
            if (batch.size() >= perTransaction) {
                send(batch, outlet);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            send(batch, outlet);
        }
    }

    private void send(List<Line> batch, Outlet outlet) throws JMSException {
        if (perTransaction > 0) {
            sendInTransaction(batch, outlet);
        } else {
            sendOutright(batch, outlet);
        }
        ledger.confirmed(batch);
    }

    /** When send returns, the broker has the message on its disk; when it throws, nobody knows. */
    private void sendOutright(List<Line> batch, Outlet outlet) throws JMSException {
        try {
            outlet.sendAll(batch);
        } catch (JMSException e) {
            ledger.unknown(batch.size());
            throw e;
        }
    }

    /** A rolled-back transaction left nothing behind, so sending it again makes no duplicate. */
    private void sendInTransaction(List<Line> batch, Outlet outlet) throws JMSException {
        for (int attempt = 1; ; attempt++) {
            try {
                outlet.sendAll(batch);
                commit(batch, outlet.session());
                return;
            } catch (TransactionRolledBackException e) {
                ledger.rolledBack(batch.size());
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void commit(List<Line> batch, Session session) throws JMSException {
        try {
            session.commit();
        } catch (TransactionRolledBackException e) {
            throw e;
        } catch (JMSException e) {
            ledger.unknown(batch.size());
            throw e;
        }
    }

    private static Map<Route, Destination> destinations(Session session) throws JMSException {
        Map<Route, Destination> destinations = new EnumMap<>(Route.class);
        for (Route route : Route.values()) {
            destinations.put(
                    route,
                    route.isTopic()
                            ? session.createTopic(route.destination())
                            : session.createQueue(route.destination()));
        }
        return destinations;
    }

    /** Where lines leave. */
    private record Outlet(Session session, MessageProducer producer, Map<Route, Destination> destinations) {
        void sendAll(List<Line> batch) throws JMSException {
            for (Line line : batch) {
                producer.send(destinations.get(line.route()), line.message(session));
            }
        }
    }
}
