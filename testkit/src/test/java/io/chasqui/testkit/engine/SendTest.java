package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void keepsAConfirmedMessageAcrossAPowerCut() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        long sequence = session.send(QUEUE, "a");
        assertThat(session.confirmed(sequence)).isTrue();
        broker.crash(UnforcedContent.NONE);

        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @Test
    void losesVolatileMessagesWithTheBroker() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        session.send(QUEUE, TestMessage.volatileText("a"));
        session.send(QUEUE, "b");
        broker.crash(UnforcedContent.ALL);

        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 10);
        assertThat(consumer.receiveTexts()).containsExactly("b");
    }

    @Test
    void confirmsVolatileSendsLazily() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        long sequence = session.send(QUEUE, TestMessage.volatileText("a"));
        boolean atOnce = session.confirmed(sequence);
        broker.tick();
        broker.tick();

        assertThat(atOnce).isFalse();
        assertThat(session.confirmed(sequence)).isTrue();
    }

    @Test
    void givesSendCreditBack() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        int before = session.creditBytes();

        session.send(QUEUE, "x".repeat(1000));

        assertThat(session.creditBytes() - before).isGreaterThan(1000);
        assertThat(session.opened().sendCreditBytes()).isPositive();
    }

    @Test
    void confirmsNothingWhenTheForceFails() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        broker.expectFailure();
        broker.store().failAfter(1);

        long sequence = session.send(QUEUE, "b");

        assertThat(session.confirmed(sequence)).isFalse();
        assertThat(broker.failure()).isNotNull();
        assertThat(session.client().linked()).isFalse();
    }

    @Test
    void confirmsNothingWhenTheAppendFails() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        broker.expectFailure();
        broker.store().failAfter(0);

        long sequence = session.send(QUEUE, "b");

        assertThat(session.confirmed(sequence)).isFalse();
        assertThat(broker.failure()).isNotNull();
        assertThat(session.client().frames(LinkFrame.Goodbye.class)).hasSize(1);
    }

    @Test
    void refusesAMalformedMessage() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        long sequence = session.sendRaw(QUEUE, false, new byte[10]);

        assertRefused(session, sequence, ErrorCode.PROTOCOL);
        assertThat(session.client().linked()).isTrue();
    }

    @Test
    void refusesWhatTheUserMayNot() {
        broker.authorize((user, action, destination) -> action != Action.SEND || destination.equals(OTHER));
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        long refused = session.send(QUEUE, "a");
        long allowed = session.send(OTHER, "b");

        assertRefused(session, refused, ErrorCode.AUTHORIZATION);
        assertThat(session.confirmed(allowed)).isTrue();
        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void writesNothingForWhatItRefuses() {
        broker.authorize((user, action, destination) -> action != Action.SEND || destination.equals(QUEUE));
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        broker.store().failAfter(0);

        List<Long> refused = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            refused.add(session.send(OTHER, "b"));
        }

        assertThat(refused).allSatisfy(sequence -> assertRefused(session, sequence, ErrorCode.AUTHORIZATION));
        broker.store().failAfter(Long.MAX_VALUE);
        session.send(QUEUE, "c");
        assertThat(broker.state().windows().iterator().next().refusals()).hasSize(100);
    }

    @Test
    void refusesPersistentMessagesWithoutRoomOnTheDisk() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedConsumer consumer = session.consumer(QUEUE, 10);
        session.send(QUEUE, "a");
        broker.store().reserveReady(false);

        long refused = session.send(QUEUE, "b");
        consumer.receiveAll();
        long acknowledged = session.acknowledge();

        assertRefused(session, refused, ErrorCode.RESOURCE);
        assertThat(session.confirmed(acknowledged)).isTrue();
    }

    @Test
    void sendsTheRefusalBeforeAnyConfirmationBehindIt() {
        broker.authorize((user, action, destination) -> action != Action.SEND || !destination.equals(OTHER));
        ScriptedClient busy = broker.client();
        ScriptedSession writer = busy.session(AcknowledgeMode.AUTO);
        ScriptedSession refused = busy.session(AcknowledgeMode.AUTO);
        writer.send(QUEUE, "first");
        busy.forgetFrames();

        List<Long> sequences = new ArrayList<>();
        busy.together(() -> {
            writer.send(QUEUE, "a");
            sequences.add(refused.send(OTHER, TestMessage.volatileText("b")));
            sequences.add(refused.consumer(QUEUE, 0).openSequence());
        });

        assertRefused(refused, sequences.get(0), ErrorCode.AUTHORIZATION);
        assertThat(refused.confirmed(sequences.get(1))).isTrue();
    }

    @Test
    void answersTheOpeningOfASessionBeforeItsCommands() {
        ScriptedClient client = broker.client();
        ScriptedSession writer = client.session(AcknowledgeMode.AUTO);
        client.forgetFrames();

        client.together(() -> {
            writer.send(QUEUE, "a");
            client.session(AcknowledgeMode.AUTO).consumer(QUEUE, 0);
        });

        List<Frame> frames = client.frames();
        assertThat(frames).anyMatch(SessionEvent.SessionOpened.class::isInstance);
        int opened =
                frames.indexOf(client.frames(SessionEvent.SessionOpened.class).get(0));
        assertThat(frames.subList(0, opened))
                .noneMatch(frame -> frame instanceof SessionEvent.Confirm confirm && confirm.session() == 2);
    }

    @Test
    void endsTheLinkAtAGapInTheSequence() {
        ScriptedClient client = broker.client();
        client.session(AcknowledgeMode.AUTO);

        client.send(new SessionCommand.Rollback(1, 1, 5, 2, List.of()));

        assertThat(client.frames(LinkFrame.Goodbye.class))
                .singleElement()
                .satisfies(goodbye -> assertThat(goodbye.code()).isEqualTo(ErrorCode.PROTOCOL));
    }

    @Test
    void survivesMessagesWithMalformedProperties() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedConsumer selecting = session.selecting(QUEUE, "color = 'red'", 10);
        byte[] sealed = TestMessage.persistent("a").with("color", "red").seal(QUEUE, new MessageIdentity(1, 1, 1));
        byte[] broken = sealed.clone();
        Arrays.fill(broken, broken.length - 12, broken.length - 1, (byte) 0xEE);

        long sequence = session.sendRaw(QUEUE, false, broken);
        session.send(QUEUE, TestMessage.persistent("b").with("color", "red"));

        assertThat(session.client().linked()).isTrue();
        assertThat(session.unanswered()).doesNotContain(sequence);
        assertThat(selecting.receiveTexts()).contains("b");
    }

    @Test
    void takesManyLargeSendsInOneTurn() {
        ScriptedClient client = broker.client();
        List<ScriptedSession> sessions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sessions.add(client.session(AcknowledgeMode.AUTO));
        }
        String large = "x".repeat(900_000);

        client.together(() -> sessions.forEach(session -> session.send(QUEUE, large)));

        assertThat(sessions)
                .allSatisfy(session -> assertThat(session.unanswered()).isEmpty());
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(12);
    }

    @Test
    void numbersNewQueuesInTheOrderOfTheirFirstMessages() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        for (int i = 0; i < 20; i++) {
            session.send(Destination.queue("q" + i), TestMessage.volatileText("v"));
            session.send(Destination.queue("q" + i), "p");
        }
        broker.crash(UnforcedContent.ALL);

        assertThat(broker.state().queues()).hasSize(20);
        assertThat(session.client().frames(SessionEvent.Refuse.class)).isEmpty();
    }
}
