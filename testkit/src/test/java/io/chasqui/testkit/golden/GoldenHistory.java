package io.chasqui.testkit.golden;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.engine.DirectoryBroker;
import io.chasqui.testkit.engine.ScriptedClient;
import io.chasqui.testkit.engine.ScriptedConsumer;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.engine.ScriptedSession;
import io.chasqui.testkit.engine.TestMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the brokers that wrote the golden journals were asked to do: everything that leaves an event. The journals of
 * released versions are never written again; a change here is for the next one.
 */
final class GoldenHistory {
    private static final DestinationPolicy TWICE =
            DestinationPolicy.DEFAULT.withMaxDeliveries(2).withBackOff(RedeliveryBackOff.NONE);

    /** Twice delivered, then aside; the queue {@code latest} keeps three messages. */
    static final DestinationPolicies POLICIES = new DestinationPolicies(Map.of(
            DestinationPattern.ALL,
            TWICE,
            DestinationPattern.parse("queue.latest"),
            TWICE.withLimit(DestinationLimit.ofMessages(3).with(WhenFull.DROP_OLDEST))));

    private static final Destination ORDERS = Destination.queue("orders");
    private static final Destination BULK = Destination.queue("bulk/\u00fcber");
    private static final Destination INVOICES = Destination.queue("invoices");
    private static final Destination LATEST = Destination.queue("latest");
    private static final Destination NEWS = Destination.topic("news");
    private static final int LARGE_CHARACTERS = 300_000;
    private static final int MANY = 800;
    private static final int ROUNDS = 10;
    private static final int LARGE_PER_ROUND = 4;
    private static final int TICKS = 40;

    private final DirectoryBroker broker;
    private final ManualClock clock;
    private final ScriptedClient client;
    private final ScriptedSession session;

    GoldenHistory(DirectoryBroker broker, ManualClock clock, long key) {
        this.broker = broker;
        this.clock = clock;
        this.client = broker.client(key, "golden-" + key);
        this.session = client.session(AcknowledgeMode.CLIENT);
    }

    /** A broker's first life. */
    void first() {
        broker.record(new Event.BrokerIdentified(0x0123_4567_89AB_CDEFL, -2));
        queueWithEveryHeader();
        subscriptions();
        failures();
        transaction();
        largeMessages();
        branches();
        sessions();
        latest();
    }

    /** The life behind it. */
    void second() {
        ScriptedConsumer consumer = session.consumer(ORDERS, 3);
        consumer.receive();
        session.acknowledge();
        consumer.receive();
        session.send(ORDERS, "of the second life");
        broker.pass(Duration.ofMillis(100));
        broker.pass(Duration.ofMillis(100)); // an idle round notes the watermark
        session.send(ORDERS, "nothing proves this one");
    }

    /** A few messages, one of them with a consumer. */
    void few(String text) {
        for (int i = 0; i < 5; i++) {
            session.send(ORDERS, TestMessage.persistent(text + " " + i).withPriority(i));
        }
        ScriptedConsumer consumer = session.consumer(ORDERS, 2);
        consumer.receive();
        session.acknowledge();
        consumer.receive();
    }

    /**
     * Many segments that roll, of which only a few messages stay; these are copied forward, and some go then. Subscriptions
     * share their rows: the first one leaves, one gets only some of the messages, and one comes late. What a prepared branch
     * is to send is copied as well.
     */
    void survivors() {
        session.durable(NEWS, "leaving", null, 0).close();
        session.durable(NEWS, "picky", "kind = 'b'", 0).close();
        session.durable(NEWS, "audit", null, 0).close();
        session.durable(NEWS, "archive", null, 0).close();
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(xid(1), BranchEntry.NEW, 0);
        worker.send(INVOICES, "from a branch that stays");
        worker.send(INVOICES, "and the next one");
        worker.end(xid(1), BranchExit.SUCCESS);
        worker.decide(xid(1), BranchVerb.PREPARE);
        for (int round = 0; round < ROUNDS; round++) {
            session.send(ORDERS, TestMessage.persistent("survivor " + round).withPriority(round % 10));
            session.send(
                    NEWS, TestMessage.persistent("shared survivor " + round).with("kind", "a"));
            session.send(
                    NEWS,
                    TestMessage.persistent("picked survivor " + round)
                            .with("kind", round % 3 == 0 ? "b" : "c")
                            .withPriority(7));
            if (round == ROUNDS / 2) {
                session.durable(NEWS, "late", null, 0).close();
            }
            session.send(INVOICES, TestMessage.persistent("later " + round).dueAt(clock.nowMillis() + 86_400_000));
            latest();
            large("passing " + round, LARGE_PER_ROUND);
            consume(BULK, LARGE_PER_ROUND);
        }
        large("staying", 1);
        for (int tick = 0; tick < TICKS; tick++) {
            broker.pass(Duration.ofMillis(100));
        }
        consume(ORDERS, 2);
        session.unsubscribe("leaving");
        session.send(ORDERS, "behind the copies");
        session.send(NEWS, TestMessage.persistent("news behind the copies").with("kind", "b"));
    }

    private void consume(Destination queue, int count) {
        ScriptedConsumer consumer = session.consumer(queue, count);
        consumer.receiveAll();
        session.acknowledge();
        consumer.close();
    }

    private void latest() {
        for (int i = 0; i < 5; i++) {
            session.send(LATEST, "latest " + i);
        }
    }

    private void queueWithEveryHeader() {
        long now = clock.nowMillis();
        for (int priority = 0; priority < 10; priority++) {
            session.send(ORDERS, TestMessage.persistent("priority " + priority).withPriority(priority));
        }
        session.send(ORDERS, TestMessage.persistent("expires soon").expiringAt(now + 5_000));
        session.send(ORDERS, TestMessage.persistent("expires late").expiringAt(Long.MAX_VALUE));
        session.send(ORDERS, TestMessage.persistent("delayed").dueAt(now + 86_400_000));
        session.send(ORDERS, TestMessage.persistent("of a group").with("JMSXGroupID", "g"));
        session.send(ORDERS, TestMessage.volatileText("not in the journal"));
        broker.record(new Event.DeliveriesExposed(List.of(new Target(number(ORDERS), 12))));
        broker.pass(Duration.ofSeconds(10));
    }

    private void subscriptions() {
        ScriptedConsumer audit = session.durable(NEWS, "audit", "kind = 'a'", 0);
        ScriptedConsumer fan = session.open(ConsumerKind.SHARED_DURABLE, NEWS, Filter.named("fan"), 0);
        ScriptedConsumer gone = session.durable(NEWS, "gone", null, 0);
        session.send(NEWS, TestMessage.persistent("first news").with("kind", "a"));
        session.send(NEWS, TestMessage.persistent("second news").with("kind", "b"));
        audit.close();
        fan.close();
        gone.close();
        session.unsubscribe("gone");
        session.unsubscribe("nobody");
    }

    private void failures() {
        session.send(INVOICES, "poison");
        session.send(INVOICES, "kept");
        session.send(INVOICES, "released once");
        ScriptedConsumer consumer = session.consumer(INVOICES, 1);
        for (int i = 0; i < 2; i++) {
            consumer.receive();
            session.release();
            consumer.credit(1);
        }
        consumer.receive();
        session.acknowledge();
        consumer.credit(1).receive();
        session.release();
        consumer.close();
    }

    private void transaction() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        client.together(() -> {
            for (int i = 0; i < MANY; i++) {
                transacted.send(BULK, "bulk " + i);
            }
            transacted.commit();
        });
        transacted.send(BULK, "rolled back");
        transacted.rollback();
        ScriptedConsumer consumer = transacted.consumer(BULK, MANY - 10);
        consumer.receiveAll();
        transacted.commit();
        consumer.close();
    }

    private void largeMessages() {
        large("large", 5);
    }

    private void large(String text, int count) {
        for (int i = 0; i < count; i++) {
            session.send(BULK, (text + " " + i + " ").repeat(LARGE_CHARACTERS / (text.length() + 3)));
        }
    }

    private void branches() {
        prepare(1);
        session.decide(xid(1), BranchVerb.COMMIT);
        prepare(2);
        session.decide(xid(2), BranchVerb.ROLLBACK);
        prepare(3);
        prepare(4);
        broker.decideHeuristically(xid(4), true);
        prepare(5);
        broker.decideHeuristically(xid(5), false);
    }

    private void prepare(int number) {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = worker.consumer(ORDERS, 0);
        worker.start(xid(number), BranchEntry.NEW, 0);
        worker.send(INVOICES, "from branch " + number);
        worker.send(NEWS, TestMessage.persistent("news from branch " + number).with("kind", "a"));
        consumer.credit(1).receive();
        worker.end(xid(number), BranchExit.SUCCESS);
        worker.decide(xid(number), BranchVerb.PREPARE);
        consumer.close();
    }

    private void sessions() {
        ScriptedSession closed = client.session(AcknowledgeMode.AUTO);
        closed.send(INVOICES, "from a session that closes");
        closed.close();
        ScriptedSession open = client.session(AcknowledgeMode.AUTO);
        open.send(INVOICES, "from a session that stays");
        open.unsubscribe("nobody either");
    }

    private int number(Destination queue) {
        return Objects.requireNonNull(broker.state().queue(queue)).number();
    }

    private static Xid xid(int number) {
        return new Xid(7, new byte[] {1, 2, 3}, new byte[] {(byte) number});
    }
}
