package io.chasqui.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The client process of an idle run: holds connections whose consumers wait for messages that do not come. Each connection
 * comes from a factory of its own, so that each has a link of its own whatever a provider shares between connections.
 *
 * <p>Does each {@link IdleCommand} that it reads. The check at the end makes sure that what was idle was also alive.
 */
final class IdleClient {

    private static final long CHECK_SECONDS = 60;

    private final ClientSettings settings;
    private final int connections;
    private final List<Connection> open = new ArrayList<>();
    private final CountDownLatch missing;

    private IdleClient(ClientSettings settings, int connections) {
        this.settings = settings;
        this.connections = connections;
        this.missing = new CountDownLatch(connections);
    }

    /**
     * Carries out commands.
     *
     * @param arguments class of the connection factory, its URL, number of connections
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = new ClientSettings(arguments[0], arguments[1], false, "", "", List.of());
        var client = new IdleClient(settings, Integer.parseInt(arguments[2]));
        ClientCommands.serve(word -> client.answer(IdleCommand.valueOf(word)));
        System.exit(0);
    }

    private long answer(IdleCommand command) throws JMSException, InterruptedException {
        return switch (command) {
            case CONNECT -> connect();
            case CHECK -> check();
        };
    }

    private int connect() throws JMSException {
        for (int number = 0; number < connections; number++) {
            Connection connection = connection();
            open.add(connection);
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue(queue(number)))
                    .setMessageListener(message -> missing.countDown());
            connection.start();
        }
        return open.size();
    }

    private Connection connection() throws JMSException {
        try {
            return settings.connectionFactory().createConnection();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Could not make a connection factory: " + e, e);
        }
    }

    private long check() throws JMSException, InterruptedException {
        if (open.isEmpty()) {
            return 0;
        }
        try (Session session = open.get(0).createSession(Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int number = 0; number < connections; number++) {
                producer.send(session.createQueue(queue(number)), session.createMessage());
            }
            missing.await(CHECK_SECONDS, TimeUnit.SECONDS);
        }
        return connections - missing.getCount();
    }

    private static String queue(int number) {
        return "idle_" + number;
    }
}
