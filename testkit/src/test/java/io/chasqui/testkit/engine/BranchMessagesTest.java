package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of particular messages in transaction branches. */
class BranchMessagesTest {
    private static final Xid XID = new Xid(7, new byte[] {1, 2, 3}, new byte[] {1});

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);

    @Test
    void keepsNonPersistentMessagesOnlyInMemory() {
        session.start(XID, BranchEntry.NEW, 0);
        session.send(OTHER, TestMessage.volatileText("v"));
        session.send(OTHER, "p");
        session.end(XID, BranchExit.SUCCESS);
        session.decide(XID, BranchVerb.PREPARE);

        broker.crash(UnforcedContent.ALL);
        client.reconnect();
        commit(session);

        assertThat(texts(OTHER)).containsExactly("p");
    }

    @Test
    void commitsNonPersistentMessagesToo() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, TestMessage.volatileText("in"));
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        session.start(XID, BranchEntry.NEW, 0);
        consumer.receive();
        session.send(OTHER, TestMessage.volatileText("v"));
        session.send(OTHER, TestMessage.volatileText("w"));
        session.end(XID, BranchExit.SUCCESS);
        session.decide(XID, BranchVerb.PREPARE);
        assertThat(texts(QUEUE)).isEmpty();

        commit(session);

        assertThat(texts(OTHER)).containsExactly("v", "w");
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void givesANewSubscriptionWhatAPreparedBranchPublishes() {
        session.start(XID, BranchEntry.NEW, 0);
        session.send(TOPIC, "news");
        session.end(XID, BranchExit.SUCCESS);
        session.decide(XID, BranchVerb.PREPARE);
        ScriptedConsumer subscriber =
                broker.client("reader").session(AcknowledgeMode.AUTO).durable(TOPIC, "sub", null, 10);
        broker.crash(UnforcedContent.NONE);
        ScriptedSession later = broker.client().session(AcknowledgeMode.TRANSACTED);

        commit(later);

        assertThat(subscriber.buffered()).isZero();
        assertThat(broker.client("reader")
                        .session(AcknowledgeMode.AUTO)
                        .durable(TOPIC, "sub", null, 10)
                        .receiveTexts())
                .containsExactly("news");
    }

    @Test
    void doesNotExpireWhatABranchHasConsumed() {
        long expiry = broker.clock().nowMillis() + 1_000;
        broker.client()
                .session(AcknowledgeMode.AUTO)
                .send(QUEUE, TestMessage.persistent("in").expiringAt(expiry));
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        session.start(XID, BranchEntry.NEW, 0);
        consumer.receive();
        session.end(XID, BranchExit.SUCCESS);
        session.decide(XID, BranchVerb.PREPARE);

        broker.restart();
        broker.pass(Duration.ofSeconds(3));
        broker.pass(Duration.ofSeconds(3));

        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        client.reconnect();
        commit(session);
        assertThat(broker.queue(QUEUE).expired()).isZero();
        assertThat(broker.queue(QUEUE).acknowledged()).isEqualTo(1);
    }

    private static void commit(ScriptedSession by) {
        assertDone(by, by.decide(XID, BranchVerb.COMMIT));
    }

    private List<String> texts(Destination queue) {
        ScriptedSession reader = broker.client().session(AcknowledgeMode.TRANSACTED);
        List<String> texts = reader.consumer(queue, 100).receiveTexts();
        reader.close();
        return texts;
    }

    private static void assertDone(ScriptedSession by, long sequence) {
        assertThat(by.refusal(sequence)).isNull();
        assertThat(by.confirmed(sequence)).isTrue();
    }
}
