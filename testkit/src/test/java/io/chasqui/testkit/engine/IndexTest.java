package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that leave memory and come back, and segments that go as soon as nobody needs them, and not before. */
class IndexTest {
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final int CACHE_BYTES = 8 << 10;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture(SEGMENT_BYTES, CACHE_BYTES);

    private final ScriptedClient client = broker.client("owner");
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    @Test
    void keepsSegmentsThatOnlyANonDurableSubscriberNeeds() {
        ScriptedSession durable = broker.client("other").session(AcknowledgeMode.CLIENT);
        ScriptedConsumer kept = durable.durable(TOPIC, "sub", null, 1_000);
        ScriptedConsumer slow = session.subscriber(TOPIC, 0);
        IntStream.range(0, 20).forEach(i -> durable.send(TOPIC, body(i)));
        kept.receiveAll();
        durable.acknowledge();

        churn(500);
        reclaim();

        assertThat(slow.credit(100).receiveTexts().stream().map(IndexTest::number))
                .isEqualTo(IntStream.range(0, 20).boxed().toList());
        slow.close();
        churn(500);
        reclaim();
        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 8);
    }

    @Test
    void forgetsWhatATransactionHeldWhenTheBrokerDied() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        transacted.send(OTHER, "staged");
        churn(200);
        reclaim();

        broker.crash(UnforcedContent.NONE);
        churn(broker.client().session(AcknowledgeMode.CLIENT), 500);
        reclaim();

        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 8);
    }

    @Test
    void givesTheRoomOfADeletedSubscriptionBack() {
        session.durable(TOPIC, "sub", null, 0).close();
        IntStream.range(0, 500).forEach(i -> session.send(TOPIC, body(i)));
        reclaim();
        assertThat(broker.firstSegment()).isEqualTo(1);

        session.unsubscribe("sub");
        churn(500);
        reclaim();

        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 8);
    }

    @Test
    void keepsOrderWhenSomeMessagesOfASegmentWereMovedAndOthersNot() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.durable(TOPIC, "all", null, 0).close();
        ScriptedSession picky = broker.client("picky").session(AcknowledgeMode.CLIENT);
        picky.durable(TOPIC, "even", "n = 0", 0).close();
        for (int i = 0; i < 300; i++) {
            TestMessage message = TestMessage.persistent(body(i)).with("n", i % 2);
            if (i % 7 == 0) {
                transacted.send(TOPIC, message);
            } else {
                session.send(TOPIC, message);
            }
            if (i % 31 == 30) {
                transacted.commit();
            }
            churn(4);
        }
        transacted.commit();
        churn(2_000);
        reclaim();

        List<Long> before = waiting();
        broker.crash(UnforcedContent.ALL);
        List<Long> after = waiting();

        assertThat(before).hasSize(300).isSorted();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void countsDeliveriesOfMessagesThatWereOutOfMemoryMeanwhile() {
        IntStream.range(0, 100).forEach(i -> session.send(QUEUE, body(i)));
        ScriptedSession first = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = first.consumer(QUEUE, 10);
        consumer.receiveAll();
        first.release();
        consumer.close();
        churn(OTHER, session, 200);
        broker.crash(UnforcedContent.NONE);

        ScriptedSession second = broker.client().session(AcknowledgeMode.CLIENT);
        List<Deliver> all = second.consumer(QUEUE, 100).receiveAll();

        assertThat(all).hasSize(100);
        assertThat(all.subList(0, 10)).extracting(Deliver::deliveryCount).containsOnly(3);
    }

    @Test
    void endsASubscriptionOfWhichABranchHasConsumed() {
        ScriptedSession worker = broker.client("worker").session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = worker.durable(TOPIC, "sub", null, 10);
        session.send(TOPIC, "a");
        Xid xid = new Xid(1, new byte[] {1}, new byte[] {1});
        worker.start(xid, BranchEntry.NEW, 0);
        consumer.receive();
        worker.end(xid, BranchExit.SUCCESS);
        worker.decide(xid, BranchVerb.PREPARE);
        worker.decide(xid, BranchVerb.COMMIT);
        consumer.close();

        long unsubscribed = worker.unsubscribe("sub");

        assertThat(worker.confirmed(unsubscribed)).isTrue();
        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
    }

    /** What waits in the first subscription of the topic, in order. */
    private List<Long> waiting() {
        QueueState queue = broker.state().subscriptions(TOPIC.name()).get(0);
        List<Long> sequences = new ArrayList<>();
        MessageEntry entry = queue.from(4, 0);
        while (entry != null) {
            sequences.add(entry.sequence());
            entry = queue.from(4, entry.sequence() + 1);
        }
        return sequences;
    }

    /** What nobody needs is found, that nobody needs it gets onto the disk, and it goes. */
    private void reclaim() {
        for (int i = 0; i < 12; i++) {
            broker.pass(Duration.ofSeconds(2));
        }
    }

    private void churn(int messages) {
        churn(session, messages);
    }

    private static void churn(ScriptedSession session, int messages) {
        churn(QUEUE, session, messages);
    }

    private static void churn(Destination queue, ScriptedSession session, int messages) {
        ScriptedConsumer consumer = session.consumer(queue, 0);
        for (int i = 0; i < messages; i++) {
            session.send(queue, body(i));
            consumer.credit(1).receiveAll();
            session.acknowledge();
        }
        consumer.close();
    }

    private static int number(String body) {
        return Integer.parseInt(body.substring(0, body.indexOf('-')));
    }

    private static String body(int i) {
        return i + "-" + "x".repeat(1_000);
    }
}
