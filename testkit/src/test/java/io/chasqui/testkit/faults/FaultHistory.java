package io.chasqui.testkit.faults;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.engine.DirectoryBroker;
import io.chasqui.testkit.engine.ScriptedClient;
import io.chasqui.testkit.engine.ScriptedConsumer;
import io.chasqui.testkit.engine.ScriptedSession;
import io.chasqui.testkit.engine.TestMessage;
import java.time.Duration;
import java.util.List;

/**
 * What a broker is asked to do while its disk fails somewhere in between: rolls, deletion, sends, transactions,
 * acknowledgements, branches, subscriptions, expiry, volatile messages that spill, a clean stop. It ends where the broker
 * does.
 */
final class FaultHistory {
    static final Destination QUEUE = Destination.queue("orders");
    static final Destination OTHER = Destination.queue("invoices");
    static final Destination BULK = Destination.queue("bulk");
    static final Destination SHORT_LIVED = Destination.queue("short-lived");
    static final Destination VOLATILE = Destination.queue("volatile");
    static final Destination TOPIC = Destination.topic("news");

    static final List<String> OLD = List.of("old 0", "old 1", "old 2");

    private static final Xid COMMITTED = xid(1);
    static final Xid PREPARED = xid(2);
    private static final int LARGE_CHARACTERS = 60_000;
    private static final int BULK_MESSAGES = 22;

    private final DirectoryBroker broker;
    private final ManualClock clock;
    private final Claims claims;
    private final ScriptedClient client;
    private final ScriptedSession auto;
    private final ScriptedSession acknowledging;
    private final ScriptedSession transacted;

    FaultHistory(DirectoryBroker broker, ManualClock clock, Claims claims, long key) {
        this.broker = broker;
        this.clock = clock;
        this.claims = claims;
        this.client = broker.client(key, "faults-" + key);
        this.auto = client.session(AcknowledgeMode.AUTO);
        this.acknowledging = client.session(AcknowledgeMode.CLIENT);
        this.transacted = client.session(AcknowledgeMode.TRANSACTED);
    }

    ScriptedClient client() {
        return client;
    }

    /** What the durable subscription holds. */
    List<String> subscribed() {
        return acknowledging.durable(TOPIC, "audit", null, 10).receiveTexts();
    }

    /** Goes on until the end or until the broker has failed. */
    void run() {
        List<Runnable> steps = List.of(
                this::sends,
                this::bulk,
                this::consumeBulk,
                this::acknowledges,
                this::transaction,
                this::subscription,
                () -> branch(COMMITTED, "committed", true),
                () -> branch(PREPARED, "prepared", false),
                this::expiry,
                this::spills,
                broker::stop);
        for (Runnable step : steps) {
            if (broker.failure() == null) {
                step.run();
            }
        }
    }

    /** Messages of an earlier life, which all later ones find. */
    void old() {
        OLD.forEach(text -> auto.send(QUEUE, text));
    }

    private void sends() {
        for (int i = 0; i < 4; i++) {
            send(QUEUE, "single " + i);
        }
    }

    private void bulk() {
        client.together(() -> {
            for (int i = 0; i < BULK_MESSAGES; i++) {
                send(BULK, ("bulk " + i + " ").repeat(LARGE_CHARACTERS / 8));
            }
        });
    }

    private void consumeBulk() {
        consume(BULK, BULK_MESSAGES);
        for (int i = 0; i < 3; i++) {
            broker.pass(Duration.ofMillis(1_100));
        }
    }

    private void acknowledges() {
        consume(QUEUE, 2);
    }

    private void consume(Destination queue, int count) {
        ScriptedConsumer consumer = acknowledging.consumer(queue, count);
        List<String> received = consumer.receiveTexts();
        if (!received.isEmpty()) {
            claims.consumed(acknowledging, acknowledging.acknowledge(), queue, received);
        }
        consumer.close();
    }

    private void transaction() {
        List<String> texts = List.of("transacted 0", "transacted 1", "transacted 2");
        texts.forEach(text -> transacted.send(OTHER, text));
        claims.committed(transacted, transacted.commit(), OTHER, texts);
    }

    private void subscription() {
        acknowledging.durable(TOPIC, "audit", null, 0).close();
        claims.sent(acknowledging, acknowledging.send(TOPIC, "news"), TOPIC, "news");
    }

    private void branch(Xid xid, String text, boolean commit) {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(xid, BranchEntry.NEW, 0);
        worker.send(OTHER, text);
        worker.end(xid, BranchExit.SUCCESS);
        long prepared = worker.decide(xid, BranchVerb.PREPARE);
        claims.prepared(worker, prepared, xid);
        if (commit) {
            claims.decided(worker, worker.decide(xid, BranchVerb.COMMIT), xid, OTHER, text);
        }
    }

    private void expiry() {
        long soon = clock.nowMillis() + 500;
        TestMessage message = TestMessage.persistent("short-lived").expiringAt(soon);
        auto.send(SHORT_LIVED, message);
        broker.pass(Duration.ofSeconds(3));
    }

    private void spills() {
        client.together(() -> {
            for (int i = 0; i < 8; i++) {
                auto.send(VOLATILE, TestMessage.volatileText(("volatile " + i + " ").repeat(LARGE_CHARACTERS / 11)));
            }
        });
        acknowledging.consumer(VOLATILE, 8).receiveAll();
    }

    private void send(Destination destination, String text) {
        claims.sent(auto, auto.send(destination, text), destination, text);
    }

    private static Xid xid(int number) {
        return new Xid(3, new byte[] {9}, new byte[] {(byte) number});
    }
}
