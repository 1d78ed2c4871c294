package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame.DeclareTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.DeleteTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.TemporaryDeleted;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemporaryDestinationTest {
    private static final Destination ANSWERS = Destination.temporaryQueue(Destination.TEMPORARY_PREFIX + "a.1");
    private static final Destination NEWS = Destination.temporaryTopic(Destination.TEMPORARY_PREFIX + "a.2");

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient owner = broker.client();
    private final ScriptedSession session = owner.session(AcknowledgeMode.AUTO);
    private final ScriptedClient stranger = broker.client();
    private final ScriptedSession other = stranger.session(AcknowledgeMode.AUTO);

    @Test
    void takesMessagesOfEverybodyForItsOwner() {
        declare(ANSWERS);
        declare(NEWS);
        ScriptedConsumer consumer = session.consumer(ANSWERS, 5);
        ScriptedConsumer subscriber = session.subscriber(NEWS, 5);

        session.send(ANSWERS, "a");
        other.send(ANSWERS, TestMessage.volatileText("b"));
        other.send(NEWS, "c");

        assertThat(consumer.receiveTexts()).containsExactly("a", "b");
        assertThat(subscriber.receiveTexts()).containsExactly("c");
        session.acknowledge();
        assertThat(broker.queue(ANSWERS).acknowledged()).isEqualTo(2);
    }

    @Test
    void leavesNoTraceInTheJournal() {
        declare(ANSWERS);
        declare(NEWS);
        session.subscriber(NEWS, 5);
        ScriptedConsumer consumer = session.consumer(ANSWERS, 1);
        long sent = other.send(ANSWERS, "a");
        other.send(NEWS, "a");
        consumer.receive();
        session.release();
        owner.send(new DeleteTemporary(1, ANSWERS));

        assertThat(other.confirmed(sent)).isTrue();
        broker.crash(UnforcedContent.ALL);

        assertThat(broker.state().queues()).isEmpty();
        assertThat(broker.state().windows()).isEmpty();
    }

    @Test
    void refusesStrangersAsConsumers() {
        declare(ANSWERS);
        declare(NEWS);

        assertRefused(other, other.consumer(ANSWERS, 1).openSequence(), ErrorCode.DESTINATION);
        assertRefused(other, other.subscriber(NEWS, 1).openSequence(), ErrorCode.DESTINATION);
    }

    @Test
    void refusesWhatWasNeverDeclared() {
        assertRefused(session, session.send(ANSWERS, "a"), ErrorCode.DESTINATION);
        assertRefused(session, session.send(NEWS, "a"), ErrorCode.DESTINATION);
        assertRefused(session, session.consumer(ANSWERS, 1).openSequence(), ErrorCode.DESTINATION);
        assertThat(broker.state().queues()).isEmpty();
    }

    @Test
    void refusesToShareItsNamesWithOtherDestinations() {
        declare(NEWS);
        Destination namesake = Destination.topic(NEWS.name());

        assertRefused(other, other.send(namesake, "a"), ErrorCode.DESTINATION);
        assertRefused(other, other.subscriber(namesake, 1).openSequence(), ErrorCode.DESTINATION);
    }

    @Test
    void isDeletedWhenNobodyConsumes() {
        declare(ANSWERS);
        ScriptedConsumer consumer = session.consumer(ANSWERS, 1);
        other.send(ANSWERS, "a");
        consumer.receive();

        assertThat(delete(owner, ANSWERS).code()).isEqualTo(ErrorCode.SUBSCRIPTION);
        consumer.close();
        assertThat(delete(stranger, ANSWERS).code()).isEqualTo(ErrorCode.DESTINATION);
        assertThat(delete(owner, ANSWERS).code()).isNull();
        assertThat(delete(owner, ANSWERS).code()).as("deleted before").isNull();

        assertThat(session.confirmed(session.acknowledge()))
                .as("what is left of it")
                .isTrue();
        assertRefused(other, other.send(ANSWERS, "b"), ErrorCode.DESTINATION);
        assertThat(broker.state().queues()).isEmpty();
    }

    @Test
    void keepsATemporaryTopicWhileItHasSubscribers() {
        declare(NEWS);
        ScriptedConsumer subscriber = session.subscriber(NEWS, 1);

        assertThat(delete(owner, NEWS).code()).isEqualTo(ErrorCode.SUBSCRIPTION);
        subscriber.close();
        assertThat(delete(owner, NEWS).code()).isNull();
    }

    @Test
    void goesWithItsConnection() {
        declare(ANSWERS);
        session.send(ANSWERS, "a");

        owner.close();

        assertThat(broker.state().queues()).isEmpty();
        assertRefused(other, other.send(ANSWERS, "b"), ErrorCode.DESTINATION);
    }

    @Test
    void waitsForALostLinkButNotForLonger() {
        declare(ANSWERS);
        ScriptedConsumer consumer = session.consumer(ANSWERS, 0);
        owner.loseLink();
        other.send(ANSWERS, "a");
        owner.reconnect();
        declare(ANSWERS);
        consumer.credit(5);
        assertThat(consumer.receiveTexts()).containsExactly("a");

        owner.loseLink();
        broker.pass(Duration.ofSeconds(11));

        assertThat(broker.state().queues()).isEmpty();
        assertRefused(other, other.send(ANSWERS, "b"), ErrorCode.DESTINATION);
    }

    @Test
    void dropsWhatACommitSendsToADeletedOne() {
        declare(ANSWERS);
        ScriptedSession transacted = stranger.session(AcknowledgeMode.TRANSACTED);
        transacted.send(ANSWERS, "a");
        delete(owner, ANSWERS);

        assertThat(transacted.confirmed(transacted.commit())).isTrue();
        assertThat(broker.state().queues()).isEmpty();
    }

    @Test
    void endsTheLinkOfAClientThatDeclaresWhatItMayNot() {
        declare(ANSWERS);

        stranger.send(new DeclareTemporary(1, ANSWERS));

        assertThat(stranger.frames(LinkFrame.Goodbye.class))
                .singleElement()
                .satisfies(goodbye -> assertThat(goodbye.code()).isEqualTo(ErrorCode.PROTOCOL));
    }

    @Test
    void endsTheLinkOfAClientThatDeclaresAnotherName() {
        stranger.send(new DeclareTemporary(1, Destination.temporaryQueue("orders")));

        assertThat(stranger.linked()).isFalse();
    }

    private void declare(Destination destination) {
        owner.send(new DeclareTemporary(1, destination));
    }

    private static TemporaryDeleted delete(ScriptedClient client, Destination destination) {
        client.send(new DeleteTemporary(1, destination));
        var answers = client.frames(TemporaryDeleted.class);
        return answers.get(answers.size() - 1);
    }
}
