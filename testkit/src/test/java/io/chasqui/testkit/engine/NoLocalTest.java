package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.journal.UnforcedContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoLocalTest {
    private static final Filter DURABLE = Filter.named("sub");

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client("owner");
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);
    private final ScriptedSession other = broker.client().session(AcknowledgeMode.AUTO);

    @Test
    void leavesOutWhatTheOwnConnectionSends() {
        ScriptedConsumer consumer = session.open(ConsumerKind.TOPIC, TOPIC, Filter.NONE.withoutLocal(), 5);
        ScriptedConsumer open = session.subscriber(TOPIC, 5);

        session.send(TOPIC, "own");
        client.session(AcknowledgeMode.AUTO).send(TOPIC, "own too");
        other.send(TOPIC, "foreign");

        assertThat(consumer.receiveTexts()).containsExactly("foreign");
        assertThat(open.receiveTexts()).containsExactly("own", "own too", "foreign");
    }

    @Test
    void leavesOutWhatTheOwnConnectionCommits() {
        ScriptedConsumer consumer = session.open(ConsumerKind.TOPIC, TOPIC, Filter.NONE.withoutLocal(), 5);
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);

        transacted.send(TOPIC, "own");
        transacted.commit();
        other.send(TOPIC, "foreign");

        assertThat(consumer.receiveTexts()).containsExactly("foreign");
    }

    @Test
    void selectsFromWhatOthersSend() {
        Filter red = Filter.selecting("color = 'red'").withoutLocal();
        ScriptedConsumer consumer = session.open(ConsumerKind.TOPIC, TOPIC, red, 5);

        session.send(TOPIC, TestMessage.persistent("own").with("color", "red"));
        other.send(TOPIC, TestMessage.persistent("blue").with("color", "blue"));
        other.send(TOPIC, TestMessage.persistent("red").with("color", "red"));

        assertThat(consumer.receiveTexts()).containsExactly("red");
    }

    @Test
    void knowsTheOwnerOfADurableSubscriptionByItsClientIdentifier() {
        session.open(ConsumerKind.DURABLE, TOPIC, DURABLE.withoutLocal(), 0).close();
        session.send(TOPIC, "own");
        client.close();
        ScriptedSession later = broker.client("owner").session(AcknowledgeMode.AUTO);
        later.send(TOPIC, "own on another connection");
        other.send(TOPIC, "foreign");

        broker.crash(UnforcedContent.ALL);

        ScriptedSession again = broker.client("owner").session(AcknowledgeMode.AUTO);
        ScriptedConsumer consumer = again.open(ConsumerKind.DURABLE, TOPIC, DURABLE.withoutLocal(), 5);
        again.send(TOPIC, "own again");
        assertThat(consumer.receiveTexts()).containsExactly("foreign");
    }

    @Test
    void startsADurableSubscriptionAnewWhenItChanges() {
        session.open(ConsumerKind.DURABLE, TOPIC, DURABLE, 0).close();
        other.send(TOPIC, "old");

        ScriptedConsumer consumer = session.open(ConsumerKind.DURABLE, TOPIC, DURABLE.withoutLocal(), 5);
        other.send(TOPIC, "new");

        assertThat(consumer.receiveTexts()).containsExactly("new");
    }
}
