package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.message.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits behind whom, and how much may wait: all queues take three messages, and let senders wait for 30 s. */
class ParkingTest {
    private static final int WINDOW_BYTES = 1 << 20;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture()
            .authorize((user, action, destination) -> !user.equals("guest"))
            .policies(new DestinationPolicies(Map.of(
                    DestinationPattern.ALL, DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3)))));

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);

    private void fill(Destination destination) {
        for (int i = 1; i <= 3; i++) {
            assertThat(session.confirmed(session.send(destination, "m" + i))).isTrue();
        }
    }

    /** Takes all messages away, one at a time; returns their texts in the order in which they came. */
    private List<String> consumeAll(Destination queue) {
        ScriptedSession taker = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = taker.consumer(queue, 1);
        List<String> texts = new ArrayList<>();
        while (consumer.buffered() > 0) {
            texts.add(TestMessage.text(consumer.receive()));
            taker.acknowledge();
            consumer.credit(1);
        }
        taker.close();
        return texts;
    }

    @Test
    void letsThoseGoFirstThatCameFirstHoweverManyTheyAre() {
        fill(QUEUE);
        List<String> inOrder = new ArrayList<>(List.of("m1", "m2", "m3"));
        for (int i = 0; i < 150; i++) {
            client.session(AcknowledgeMode.AUTO).send(QUEUE, "w" + i);
            inOrder.add("w" + i);
        }

        List<String> texts = consumeAll(QUEUE);

        assertThat(texts).isEqualTo(inOrder);
    }

    @Test
    void goesOnWithAllQueuesThatHaveRoomHoweverManyAreFull() {
        List<ScriptedSession> waiting = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            fill(Destination.queue("q" + i));
            ScriptedSession sender = client.session(AcknowledgeMode.AUTO);
            sender.send(Destination.queue("q" + i), "w");
            waiting.add(sender);
        }

        consumeAll(Destination.queue("q149"));
        consumeAll(Destination.queue("q0"));

        assertThat(waiting.get(149).unanswered()).isEmpty();
        assertThat(waiting.get(0).unanswered()).isEmpty();
        assertThat(waiting.get(1).unanswered()).hasSize(1);
    }

    @Test
    void keepsTheOrderInWhichAllSendsHaveCome() {
        fill(QUEUE);
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "w1");
        session.send(QUEUE, "w2");
        other.send(QUEUE, "w3");
        session.send(QUEUE, "w4");
        other.send(QUEUE, "w5");

        List<String> texts = consumeAll(QUEUE);

        assertThat(texts).containsExactly("m1", "m2", "m3", "w1", "w2", "w3", "w4", "w5");
    }

    @Test
    void keepsTheOrderOfSendsThatHaveWaitedForAnotherQueueFirst() {
        fill(QUEUE);
        fill(OTHER);
        session.send(QUEUE, "w1");
        session.send(OTHER, "w2");
        client.session(AcknowledgeMode.AUTO).send(OTHER, "w3");

        consumeAll(QUEUE);
        List<String> texts = consumeAll(OTHER);

        assertThat(texts).containsExactly("m1", "m2", "m3", "w2", "w3");
    }

    @Test
    void letsASessionWaitAnewWhoseLinkWasLost() {
        fill(QUEUE);
        ScriptedClient wanderer = broker.client();
        wanderer.session(AcknowledgeMode.AUTO).send(QUEUE, "w1");
        session.send(QUEUE, "w2");

        wanderer.loseLink();
        wanderer.reconnect();
        List<String> texts = consumeAll(QUEUE);

        assertThat(texts).containsExactly("m1", "m2", "m3", "w2", "w1");
    }

    @Test
    void countsTheTimeOfThoseWhoWaitBehindOthers() {
        fill(QUEUE);
        fill(OTHER);
        long behind = session.send(QUEUE, "first");
        long later = session.send(OTHER, "waits since the beginning too");
        broker.pass(Duration.ofSeconds(20));
        ScriptedSession head = client.session(AcknowledgeMode.AUTO);
        long newcomer = head.send(OTHER, "came later and is the first in line");

        broker.pass(Duration.ofSeconds(10));

        assertRefused(session, behind, ErrorCode.RESOURCE);
        assertRefused(session, later, ErrorCode.RESOURCE);
        assertThat(head.unanswered()).contains(newcomer);
        broker.pass(Duration.ofSeconds(20));
        assertRefused(head, newcomer, ErrorCode.RESOURCE);
    }

    @Test
    void tellsThoseAtOnceWhoMayNotSendWhileOthersWait() {
        fill(QUEUE);
        long waiting = session.send(QUEUE, "w");
        ScriptedClient guest = broker.stranger(null);
        guest.link();
        guest.hello("guest", "secret");
        guest.openConnection();
        ScriptedSession other = guest.session(AcknowledgeMode.AUTO);

        long refused = other.send(QUEUE, "x");

        assertRefused(other, refused, ErrorCode.AUTHORIZATION);
        assertThat(session.unanswered()).contains(waiting);
    }

    @Test
    void refusesAMalformedMessageAtOnceWhileOthersWait() {
        fill(QUEUE);
        session.send(QUEUE, "w");
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);

        long refused = other.sendRaw(QUEUE, false, new byte[100]);

        assertRefused(other, refused, ErrorCode.PROTOCOL);
    }

    @Test
    void refusesAMessageWithTooMuchBeforeItsBodyAtOnceWhileOthersWait() {
        fill(QUEUE);
        session.send(QUEUE, "w");
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);
        TestMessage heavy = TestMessage.persistent("x".repeat(WINDOW_BYTES)).with("data", "x".repeat(300_000));

        long whole = other.send(QUEUE, heavy);
        client.inParts(64 << 10);
        long inParts = other.send(QUEUE, heavy);

        assertRefused(other, whole, ErrorCode.RESOURCE);
        assertRefused(other, inParts, ErrorCode.RESOURCE);
    }

    @Test
    void refusesAtOnceWhatADiskWithoutRoomCannotTakeWhileOthersWait() {
        fill(QUEUE);
        ScriptedSession first = client.session(AcknowledgeMode.AUTO);
        first.send(QUEUE, "w");
        broker.store().room(new FreeRoom(1, 2));
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);

        long refused = other.send(QUEUE, "x");

        assertRefused(other, refused, ErrorCode.RESOURCE);
        assertThat(Objects.requireNonNull(other.refusal(refused)).text()).contains("freeDiskFloorBytes");
    }

    @Test
    void refusesWhatGoesToADeletedTemporaryQueueAtOnceWhileOthersWait() {
        Destination replies = new Destination(Destination.Kind.TEMPORARY_QUEUE, "chasqui.temporary.replies.1");
        client.send(new ConnectionFrame.DeclareTemporary(client.connection(), replies));
        fill(replies);
        long waiting = session.send(replies, "w");
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);

        long[] refused = new long[1];
        client.together(() -> {
            client.send(new ConnectionFrame.DeleteTemporary(client.connection(), replies));
            refused[0] = other.send(replies, "x");
        });

        assertThat(session.refusal(waiting)).isNotNull();
        assertThat(other.refusal(refused[0])).isNotNull();
    }

    @Test
    void endsTheLinkOfAClientThatIgnoresItsSendWindow() {
        fill(QUEUE);
        session.send(QUEUE, "x".repeat(WINDOW_BYTES / 2));
        boolean before = client.linked();

        session.send(QUEUE, "x".repeat(WINDOW_BYTES / 2));

        assertThat(before).isTrue();
        assertThat(client.linked()).isFalse();
        assertThat(client.frames(LinkFrame.Goodbye.class)).singleElement().satisfies(goodbye -> {
            assertThat(goodbye.code()).isEqualTo(ErrorCode.PROTOCOL);
            assertThat(goodbye.text()).contains("window", Integer.toString(WINDOW_BYTES));
        });
    }

    @Test
    void letsAClientFillItsSendWindowOnEachNewLink() {
        fill(QUEUE);
        for (int i = 0; i < 16; i++) {
            session.send(QUEUE, "x".repeat(WINDOW_BYTES / 16 - 200));
        }

        client.loseLink();
        client.reconnect();
        client.reconnect();
        boolean linked = client.linked();
        int texts = consumeAll(QUEUE).size();
        for (int i = 0; i < 16; i++) {
            session.send(QUEUE, "x".repeat(WINDOW_BYTES / 16 - 200));
        }

        assertThat(linked).isTrue();
        assertThat(texts).isEqualTo(3 + 16);
        assertThat(client.linked()).isTrue();
        consumeAll(QUEUE);
        assertThat(session.unanswered()).isEmpty();
    }

    @Test
    void letsAMessageLargerThanTheWindowWaitAndWhatIsNoMessageBehindIt() {
        client.inParts(64 << 10);
        fill(QUEUE);
        ScriptedConsumer consumer = session.consumer(OTHER, 10);
        client.session(AcknowledgeMode.AUTO).send(OTHER, "y");
        consumer.receiveAll();

        long waiting = session.send(QUEUE, "x".repeat(3 * WINDOW_BYTES));
        long acknowledged = session.acknowledge();
        client.loseLink();
        client.reconnect();
        boolean linked = client.linked();
        consumeAll(QUEUE);

        assertThat(linked).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(session.confirmed(acknowledged)).isTrue();
    }
}
