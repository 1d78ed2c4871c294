package io.chasqui.systemtests;

import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.history.Source;
import io.chasqui.testkit.history.Terms;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * Clients of everything that waits, ends or moves by itself.
 *
 * <pre>
 *  fading ──▶ queue fading ──▶ picky (a selector, so that much stays and expires)
 *                          └─▶ queue expired.fading ──▶ undertaker
 *  later ───▶ queue later (delayed) ──▶ patient
 *  grouped ─▶ queue groups ──▶ group-1 and group-2
 *  frail ───▶ queue frail ──▶ failing ──▶ queue DLQ.frail ──▶ coroner
 *  claimant ▶ queue claims ──▶ branches (prepared, then ended) ──▶ queue ledger ──▶ (drained at the end)
 *  nobody ──▶ queue pinned: one message from the beginning to the end
 * </pre>
 */
final class Extras implements Troupe {
    /** What the broker's configuration needs for them. */
    static final List<String> SETTINGS = List.of(
            "destination.queue.frail.maxDeliveries = 3",
            "destination.queue.frail.redeliveryDelayMillis = 10",
            "destination.queue.fading.expiryQueue = expired.{name}");

    private static final int FRAIL_DELIVERIES = 3;
    private static final Source FADING = Source.sharedQueue("fading");
    private static final Source FRAIL = Source.sharedQueue("frail");
    private static final Source EXPIRED = Source.expired("expired.fading", FADING);
    private static final Source DEAD = Source.deadLetters("DLQ.frail", FRAIL, FRAIL_DELIVERIES);
    private static final List<Source> SOURCES = List.of(
            Source.sharedQueue("later"),
            Source.sharedQueue("groups"),
            FRAIL,
            DEAD,
            Source.sharedQueue("claims"),
            Source.exclusiveQueue("ledger"),
            Source.exclusiveQueue("pinned"),
            FADING,
            EXPIRED);

    private static final int GROUPS = 5;
    private static final int LONGEST_DELAY_MILLIS = 800;
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final long AN_HOUR_MILLIS = 3_600_000;

    private final ConnectionFactory factory;
    private final ChasquiXAConnectionFactory branchFactory;
    private final Scene scene;
    private final int bodyBytes;
    private final SplittableRandom random;
    private final List<Budget> budgets = new ArrayList<>();

    Extras(ConnectionFactory factory, ChasquiXAConnectionFactory branchFactory, Scene scene, LoopSettings settings) {
        this.factory = factory;
        this.branchFactory = branchFactory;
        this.scene = scene;
        this.bodyBytes = settings.bodyBytes();
        this.random = new SplittableRandom(~settings.seed());
    }

    @Override
    public void prepare() throws JMSException {
        SOURCES.forEach(scene.history()::opened);
        SingleSends.Tools tools = tools("nobody");
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            tools.budget().refill(1);
            new SingleSends(tools, session, session.createProducer(session.createQueue("pinned")), "pinned", 0).run();
        }
        budgets.clear();
    }

    /** Counts the branches that are in doubt right after a mishap; most of them wait for a manager that comes back later. */
    void countBranchesInDoubt() {
        try (XAConnection connection = branchFactory.createXAConnection()) {
            XAResource resource = connection.createXASession().getXAResource();
            scene.branchesInDoubt(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
        } catch (JMSException | XAException e) {
            scene.trouble("branches in doubt", e);
        }
    }

    @Override
    public void refill(int messages) {
        budgets.forEach(budget -> budget.refill(messages));
    }

    @Override
    public List<Actor> producers() {
        return List.of(
                sender("fading", "fading", draws -> new Terms(null, 0, 0, lifeMillis(draws))),
                sender("later", "later", draws -> new Terms(null, 0, draws.nextInt(LONGEST_DELAY_MILLIS), 0)),
                sender("grouped", "groups", draws -> new Terms("group " + draws.nextInt(GROUPS), 0, 0, 0)),
                sender("frail", "frail", draws -> Terms.NONE),
                sender("claimant", "claims", draws -> Terms.NONE),
                new BranchWorker("claims", "ledger", branchFactory, tools("branches"), random.split()));
    }

    /** Short, long enough to be missed if it ends early, or for ever. */
    private static long lifeMillis(SplittableRandom draws) {
        return switch (draws.nextInt(4)) {
            case 0 -> 0;
            case 1 -> AN_HOUR_MILLIS;
            default -> 1 + draws.nextInt(LONGEST_LIFE_MILLIS);
        };
    }

    @Override
    public List<Actor> consumers() {
        return List.of(
                reader("picky", "fading", "aBoolean = TRUE"),
                reader("undertaker", EXPIRED.name(), ""),
                reader("patient", "later", ""),
                reader("group-1", "groups", ""),
                reader("group-2", "groups", ""),
                failingReader(),
                reader("coroner", DEAD.name(), ""));
    }

    @Override
    public List<String> queues() {
        return SOURCES.stream().map(Source::name).toList();
    }

    private SingleSends.Tools tools(String name) {
        Budget budget = new Budget();
        budgets.add(budget);
        boolean transacted = "branches".equals(name);
        return new SingleSends.Tools(
                scene,
                new Notebook(name, transacted, scene),
                new MessageMaker(name, random.split(), bodyBytes),
                budget);
    }

    private Worker sender(String name, String queue, TermedSends.Draw draw) {
        SingleSends.Tools tools = tools(name);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            tools.notebook().startOver();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return new TermedSends(
                    tools,
                    session,
                    new TermedSends.Target(session.createProducer(session.createQueue(queue)), queue, draw),
                    choices);
        });
    }

    private Worker reader(String name, String queue, String selector) {
        Notebook notebook = new Notebook(name, true, scene);
        SplittableRandom choices = random.split();
        return new Worker(name, factory, scene, connection -> {
            notebook.startOver();
            TransactedReading.Reader reader = reader(connection, queue, selector);
            return new TransactedReading(scene, notebook, reader, choices, null);
        });
    }

    private Worker failingReader() {
        Notebook notebook = new Notebook("failing", true, scene);
        return new Worker("failing", factory, scene, connection -> {
            notebook.startOver();
            return new FragileReading(scene, notebook, reader(connection, FRAIL.name(), ""));
        });
    }

    private static TransactedReading.Reader reader(Connection connection, String name, String selector)
            throws JMSException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name);
        MessageConsumer consumer =
                selector.isEmpty() ? session.createConsumer(queue) : session.createConsumer(queue, selector);
        return new TransactedReading.Reader(session, consumer, name);
    }
}
