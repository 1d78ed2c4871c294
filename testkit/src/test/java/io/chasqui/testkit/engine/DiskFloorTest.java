package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.message.Destination;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The disk has less room than it is to keep free. */
class DiskFloorTest {
    private static final FreeRoom LOW = new FreeRoom(1_234, 5_678);

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    @Test
    void refusesSendsAndNamesTheFigures() {
        broker.store().room(LOW);

        long persistent = session.send(QUEUE, "a");
        long volatileOne = session.send(QUEUE, TestMessage.volatileText("b"));

        assertRefused(session, persistent, ErrorCode.RESOURCE);
        assertRefused(session, volatileOne, ErrorCode.RESOURCE);
        assertThat(Objects.requireNonNull(session.refusal(persistent)).text())
                .contains("1234 bytes free", "5678 are required", "consuming goes on");
    }

    @Test
    void goesOnConsuming() {
        session.send(QUEUE, "a");
        session.send(QUEUE, "b");
        broker.store().room(LOW);

        ScriptedConsumer consumer = session.consumer(QUEUE, 10);
        int received = consumer.receiveAll().size();
        long acknowledged = session.acknowledge();

        assertThat(received).isEqualTo(2);
        assertThat(session.confirmed(acknowledged)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void commitsWhatWasConsumedAndSentBefore() {
        session.send(QUEUE, "a");
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.consumer(QUEUE, 1).receive();
        transacted.send(OTHER, "out");
        broker.store().room(LOW);

        long commit = transacted.commit();

        assertThat(transacted.confirmed(commit)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
    }

    @Test
    void takesRepliesToTemporaryQueues() {
        Destination replies = new Destination(Destination.Kind.TEMPORARY_QUEUE, "chasqui.temporary.replies.1");
        client.send(new ConnectionFrame.DeclareTemporary(client.connection(), replies));
        broker.store().room(LOW);

        ScriptedConsumer consumer = session.consumer(replies, 1);
        client.session(AcknowledgeMode.AUTO).send(replies, "answer");

        assertThat(consumer.receiveTexts()).containsExactly("answer");
    }

    @Test
    void takesSendsAgainWhenThereIsRoom() {
        broker.store().room(LOW);
        session.send(QUEUE, "a");
        broker.store().room(new FreeRoom(5_678, 5_678));

        long taken = session.send(QUEUE, "b");

        assertThat(session.confirmed(taken)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }
}
