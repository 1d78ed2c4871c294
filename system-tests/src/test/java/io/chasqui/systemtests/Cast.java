package io.chasqui.systemtests;

import io.chasqui.testkit.history.Source;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The clients of a crash loop.
 *
 * <pre>
 *  transacted-1 ──────────────▶ queue orders ──▶ forwarder (transacted) ──▶ queue done ──▶ (drained at the end)
 *  transacted-2 ──┬───────────▶              └─▶ automatic
 *                 └───────────▶ topic prices ──▶ durable subscription (transacted)
 *  single-topic ──────────────▶
 *  single-queue ──────────────▶ queue letters ─▶ client-acknowledge
 * </pre>
 */
final class Cast implements Troupe {
    static final String ORDERS = "orders";
    static final String DONE = "done";
    static final String LETTERS = "letters";
    static final String PRICES = "prices";
    static final String SUBSCRIPTION = "price-log";
    static final String CLIENT_IDENTIFIER = "crash-loop";

    private final ConnectionFactory factory;
    private final Scene scene;
    private final int bodyBytes;
    private final SplittableRandom random;
    private final List<Budget> budgets = new ArrayList<>();

    Cast(ConnectionFactory factory, Scene scene, LoopSettings settings) {
        this.factory = factory;
        this.scene = scene;
        this.bodyBytes = settings.bodyBytes();
        this.random = new SplittableRandom(settings.seed());
    }

    /** Creates the durable subscription and writes down which sources exist. */
    @Override
    public void prepare() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.setClientID(CLIENT_IDENTIFIER);
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            session.createDurableConsumer(session.createTopic(PRICES), SUBSCRIPTION)
                    .close();
        }
        scene.history().opened(Source.sharedQueue(ORDERS));
        scene.history().opened(Source.exclusiveQueue(DONE));
        scene.history().opened(Source.exclusiveQueue(LETTERS));
        scene.history().opened(Source.subscription(SUBSCRIPTION, PRICES));
    }

    @Override
    public void refill(int messages) {
        budgets.forEach(budget -> budget.refill(messages));
    }

    @Override
    public List<Actor> producers() {
        return List.of(
                transactedSender("transacted-1", List.of(ORDERS)),
                transactedSender("transacted-2", List.of(ORDERS, PRICES)),
                singleSender("single-topic", PRICES, 0),
                singleSender("single-queue", LETTERS, 10));
    }

    @Override
    public List<Actor> consumers() {
        return List.of(forwarder(), automaticReader(), durableReader(), acknowledgingReader());
    }

    @Override
    public List<String> queues() {
        return List.of(ORDERS, LETTERS, DONE);
    }

    private SingleSends.Tools tools(String name, boolean transacted) {
        Budget budget = new Budget();
        budgets.add(budget);
        return new SingleSends.Tools(
                scene,
                new Notebook(name, transacted, scene),
                new MessageMaker(name, random.split(), bodyBytes),
                budget);
    }

    private Worker transactedSender(String name, List<String> destinations) {
        SingleSends.Tools tools = tools(name, true);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            tools.notebook().startOver();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            List<TransactedSends.Target> targets = new ArrayList<>();
            for (String destination : destinations) {
                targets.add(new TransactedSends.Target(producer(session, destination), destination));
            }
            return new TransactedSends(tools, session, targets, choices);
        });
    }

    private Worker singleSender(String name, String destination, int volatileEvery) {
        SingleSends.Tools tools = tools(name, false);
        return new Worker(name, factory, scene, connection -> {
            tools.notebook().startOver();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return new SingleSends(tools, session, producer(session, destination), destination, volatileEvery);
        });
    }

    private Worker forwarder() {
        String name = "forwarder";
        Notebook notebook = new Notebook(name, true, scene);
        MessageMaker maker = new MessageMaker(name, random.split(), bodyBytes);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            notebook.startOver();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            return new TransactedReading(
                    scene,
                    notebook,
                    queueReader(session, ORDERS),
                    choices,
                    new TransactedReading.Forward(producer(session, DONE), maker, DONE));
        });
    }

    private Worker automaticReader() {
        String name = "automatic";
        Notebook notebook = new Notebook(name, false, scene);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            notebook.startOver();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return new AutomaticReading(scene, notebook, queueReader(session, ORDERS), choices).listening();
        });
    }

    private Worker acknowledgingReader() {
        String name = "acknowledging";
        Notebook notebook = new Notebook(name, false, scene);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            notebook.startOver();
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            return new ClientAcknowledging(scene, notebook, queueReader(session, LETTERS), choices);
        });
    }

    private Worker durableReader() {
        String name = "durable";
        Notebook notebook = new Notebook(name, true, scene);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            notebook.startOver();
            connection.setClientID(CLIENT_IDENTIFIER);
            return new TransactedReading(scene, notebook, durableReader(connection), choices, null);
        });
    }

    static TransactedReading.Reader durableReader(Connection connection) throws JMSException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        return new TransactedReading.Reader(
                session, session.createDurableConsumer(session.createTopic(PRICES), SUBSCRIPTION), SUBSCRIPTION);
    }

    static TransactedReading.Reader queueReader(Session session, String queue) throws JMSException {
        return new TransactedReading.Reader(session, session.createConsumer(session.createQueue(queue)), queue);
    }

    private static MessageProducer producer(Session session, String destination) throws JMSException {
        return PRICES.equals(destination)
                ? session.createProducer(session.createTopic(destination))
                : session.createProducer(session.createQueue(destination));
    }
}
