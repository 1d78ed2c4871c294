package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.LimitedQueues.SMALL;
import static io.chasqui.testkit.engine.LimitedQueues.STRICT;
import static io.chasqui.testkit.engine.LimitedQueues.consumeOne;
import static io.chasqui.testkit.engine.LimitedQueues.fill;
import static io.chasqui.testkit.engine.LimitedQueues.refusalOf;
import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue {@code orders} and each subscription of {@code prices} take three messages and let senders wait for 30 s. */
class LimitTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture().policies(LimitedQueues.policies());

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);

    @Test
    void letsASenderWaitUntilThereIsRoom() {
        fill(session, QUEUE);

        long waiting = session.send(QUEUE, "m4");
        boolean before = session.unanswered().contains(waiting);
        consumeOne(client, QUEUE);

        assertThat(before).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void letsAMessageThatCameInPartsWaitToo() {
        client.inParts(64 << 10);
        String large = "x".repeat(3 << 20);
        fill(session, QUEUE);

        long waiting = session.send(QUEUE, large);
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);
        long behind = other.send(QUEUE, TestMessage.volatileText(large));
        boolean before = session.unanswered().contains(waiting);
        consumeOne(client, QUEUE);
        boolean passed = session.confirmed(waiting);
        broker.pass(Duration.ofSeconds(30));

        assertThat(before).isTrue();
        assertThat(passed).isTrue();
        assertRefused(other, behind, ErrorCode.RESOURCE);
        assertThat(broker.store().spilledPayloads()).isZero();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void forgetsAMessageThatCameInPartsAndWaitsWhenItsLinkIsLost() {
        client.inParts(64 << 10);
        fill(session, QUEUE);
        long waiting = session.send(QUEUE, TestMessage.volatileText("x".repeat(3 << 20)));
        boolean kept = broker.store().spilledPayloads() > 0;

        client.loseLink();
        boolean forgotten = broker.store().spilledPayloads() == 0;
        client.reconnect();
        consumeOne(client, QUEUE);
        broker.tick();
        broker.tick();

        assertThat(kept).isTrue();
        assertThat(forgotten).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void refusesASenderThatHasWaitedLongEnoughAndSaysWhy() {
        fill(session, QUEUE);

        long waiting = session.send(QUEUE, "m4");
        broker.pass(Duration.ofSeconds(29));
        boolean before = session.unanswered().contains(waiting);
        broker.pass(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertRefused(session, waiting, ErrorCode.RESOURCE);
        assertThat(refusalOf(session, waiting))
                .contains("queue orders", "3 messages", "waited 30000 ms", "consumed and acknowledged");
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void countsTheTimeOfEachSendFromWhenItCame() {
        fill(session, QUEUE);

        long first = session.send(QUEUE, "m4");
        broker.pass(Duration.ofSeconds(20));
        long second = session.send(QUEUE, "m5");
        broker.pass(Duration.ofSeconds(10));
        boolean secondWaits = session.unanswered().contains(second);
        broker.pass(Duration.ofSeconds(20));

        assertRefused(session, first, ErrorCode.RESOURCE);
        assertThat(secondWaits).isTrue();
        assertRefused(session, second, ErrorCode.RESOURCE);
    }

    @Test
    void keepsOnlyTheSessionWaitingThatSends() {
        fill(session, QUEUE);
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);

        long waiting = session.send(QUEUE, "m4");
        long behind = session.send(OTHER, "after");
        long elsewhere = other.send(OTHER, "beside");

        assertThat(other.confirmed(elsewhere)).isTrue();
        assertThat(session.unanswered()).contains(waiting, behind);
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
        consumeOne(client, QUEUE);
        assertThat(session.unanswered()).isEmpty();
        assertThat(broker.queue(OTHER).size()).isEqualTo(2);
    }

    @Test
    void deliversToASessionWhoseSendWaits() {
        fill(session, QUEUE);
        ScriptedConsumer consumer = session.consumer(OTHER, 10);
        session.send(QUEUE, "m4");

        client.session(AcknowledgeMode.AUTO).send(OTHER, "x");

        assertThat(consumer.receiveTexts()).containsExactly("x");
        broker.pass(Duration.ofSeconds(30));
    }

    @Test
    void stopsDeliveriesToASessionWhileManyOfItsCommandsWait() {
        fill(session, QUEUE);
        ScriptedConsumer consumer = session.consumer(OTHER, 5_000);
        session.send(QUEUE, "m4");
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);
        for (int i = 0; i < 2_000; i++) {
            other.send(OTHER, TestMessage.volatileText("x"));
            consumer.receiveAll();
            session.acknowledge(false, session.heldNames());
        }

        assertThat(session.unanswered()).hasSizeBetween(1_000, 2_100);
        assertThat(broker.queue(OTHER).size()).isEqualTo(2_000);
        consumeOne(client, QUEUE);
        consumer.receiveAll();
        session.acknowledge();

        assertThat(broker.queue(OTHER).size()).isZero();
        assertThat(session.unanswered()).isEmpty();
    }

    @Test
    void letsThoseGoFirstThatCameFirst() {
        fill(session, QUEUE);
        ScriptedSession second = client.session(AcknowledgeMode.AUTO);
        ScriptedSession third = client.session(AcknowledgeMode.AUTO);

        long first = session.send(QUEUE, "m4");
        long later = second.send(QUEUE, "m5");
        ScriptedSession taker = client.session(AcknowledgeMode.CLIENT);
        taker.consumer(QUEUE, 1).receive();
        client.together(() -> {
            taker.acknowledge();
            third.send(QUEUE, "m6");
        });
        taker.close();
        assertThat(session.confirmed(first)).isTrue();
        assertThat(second.unanswered()).contains(later);
        assertThat(third.unanswered()).isNotEmpty();
        consumeOne(client, QUEUE);
        assertThat(second.unanswered()).isEmpty();
        assertThat(third.unanswered()).isNotEmpty();
        consumeOne(client, QUEUE);
        assertThat(third.unanswered()).isEmpty();
    }

    @Test
    void refusesAtOnceWhereThatIsThePolicy() {
        fill(session, STRICT);

        long refused = session.send(STRICT, "m4");
        consumeOne(client, STRICT);
        long taken = session.send(STRICT, "m5");

        assertRefused(session, refused, ErrorCode.RESOURCE);
        assertThat(refusalOf(session, refused)).contains("queue strict").doesNotContain("waited");
        assertThat(session.confirmed(taken)).isTrue();
    }

    @Test
    void countsMessagesThatAreDeliveredAndNotAcknowledged() {
        fill(session, STRICT);
        client.session(AcknowledgeMode.CLIENT).consumer(STRICT, 10).receiveAll();

        long refused = session.send(STRICT, "m4");

        assertRefused(session, refused, ErrorCode.RESOURCE);
    }

    @Test
    void limitsBytes() {
        long large = session.send(SMALL, "x".repeat(800));
        long waiting = session.send(SMALL, "x".repeat(500));
        boolean before = session.unanswered().contains(waiting);

        consumeOne(client, SMALL);

        assertThat(session.confirmed(large)).isTrue();
        assertThat(before).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(SMALL).counters().presentBytes()).isBetween(500L, 1_000L);
    }

    @Test
    void refusesWhatCouldNeverFit() {
        long refused = session.send(SMALL, "x".repeat(2_000));

        assertRefused(session, refused, ErrorCode.RESOURCE);
        assertThat(refusalOf(session, refused)).contains("can never be");
    }

    @Test
    void goesOnWhenMessagesExpire() {
        long soon = broker.clock().nowMillis() + 5_000;
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        session.send(QUEUE, "b");
        session.send(QUEUE, "c");

        long waiting = session.send(QUEUE, "d");
        broker.pass(Duration.ofSeconds(5));
        broker.tick();

        assertThat(session.confirmed(waiting)).isTrue();
    }

    @Test
    void limitsNonPersistentMessagesToo() {
        session.send(QUEUE, TestMessage.volatileText("a"));
        session.send(QUEUE, TestMessage.volatileText("b"));
        session.send(QUEUE, TestMessage.volatileText("c"));

        long waiting = session.send(QUEUE, TestMessage.volatileText("d"));
        broker.pass(Duration.ofSeconds(30));

        assertRefused(session, waiting, ErrorCode.RESOURCE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void letsTheFullestSubscriptionOfATopicDecide() {
        ScriptedClient subscriber = broker.client("s");
        ScriptedSession slow = subscriber.session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = slow.durable(TOPIC, "slow", null, 10);
        ScriptedConsumer quick =
                broker.client("q").session(AcknowledgeMode.CLIENT).durable(TOPIC, "quick", null, 10);
        fill(session, TOPIC);
        quick.receiveAll();
        long waiting = session.send(TOPIC, "m4");
        boolean before = session.unanswered().contains(waiting);

        consumer.receiveAll();
        slow.acknowledge();

        assertThat(before).isTrue();
        assertThat(session.unanswered())
                .as("the other subscription is full as well")
                .contains(waiting);
        broker.pass(Duration.ofSeconds(30));
        assertThat(refusalOf(session, waiting)).contains("subscription quick of topic prices");
    }

    @Test
    void asksOnlySubscriptionsThatWantTheMessage() {
        ScriptedSession subscriber = broker.client("s").session(AcknowledgeMode.CLIENT);
        subscriber.durable(TOPIC, "picky", "kind = 'a'", 0);
        for (int i = 0; i < 3; i++) {
            session.send(TOPIC, TestMessage.persistent("m").with("kind", "a"));
        }

        long passing = session.send(TOPIC, TestMessage.persistent("m").with("kind", "b"));
        long waiting = session.send(TOPIC, TestMessage.persistent("m").with("kind", "a"));

        assertThat(session.confirmed(passing)).isTrue();
        assertThat(session.unanswered()).contains(waiting);
        broker.pass(Duration.ofSeconds(30));
    }

    @Test
    void goesOnWhenTheFullSubscriptionIsGone() {
        ScriptedSession subscriber = broker.client("s").session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = subscriber.durable(TOPIC, "slow", null, 0);
        fill(session, TOPIC);
        long waiting = session.send(TOPIC, "m4");

        consumer.close();
        subscriber.unsubscribe("slow");

        assertThat(session.confirmed(waiting)).isTrue();
    }

    @Test
    void decidesOnceWhatIsSentAgainAfterItsLinkWasLost() {
        fill(session, QUEUE);
        long waiting = session.send(QUEUE, "m4");
        long behind = session.send(OTHER, "after");

        client.loseLink();
        broker.pass(Duration.ofSeconds(1));
        client.reconnect();
        boolean still = session.unanswered().contains(waiting);
        ScriptedSession taker = broker.client().session(AcknowledgeMode.CLIENT);
        taker.consumer(QUEUE, 1).receive();
        taker.acknowledge();

        assertThat(still).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(session.confirmed(behind)).isTrue();
        assertThat(broker.queue(QUEUE).enqueued()).isEqualTo(4);
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfWhatWaitsWithALostSession() {
        fill(session, QUEUE);
        session.send(QUEUE, "m4");

        client.loseLink();
        broker.pass(Duration.ofSeconds(11));
        ScriptedSession other = broker.client().session(AcknowledgeMode.CLIENT);
        other.consumer(QUEUE, 1).receive();
        other.acknowledge();

        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
        assertThat(other.confirmed(other.send(QUEUE, "n"))).isTrue();
    }

    @Test
    void letsASenderGoOnWaitingAfterARestart() {
        fill(session, QUEUE);
        long waiting = session.send(QUEUE, "m4");

        broker.crash(UnforcedContent.ALL);
        client.reconnect();
        boolean still = session.unanswered().contains(waiting);
        consumeOne(client, QUEUE);

        assertThat(still).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void answersWhatWaitsWhenTheSessionCloses() {
        fill(session, QUEUE);
        long waiting = session.send(QUEUE, "m4");
        long behind = session.send(OTHER, "after");

        long close = session.close();

        assertRefused(session, waiting, ErrorCode.RESOURCE);
        assertThat(session.confirmed(behind)).isTrue();
        assertThat(session.confirmed(close)).isTrue();
    }

    @Test
    void answersWhatWaitsWhenTheConnectionCloses() {
        fill(session, QUEUE);
        session.send(QUEUE, "m4");
        client.forgetFrames();

        client.send(new ConnectionFrame.CloseConnection(client.connection()));

        assertThat(client.frames(SessionEvent.Refuse.class)).hasSize(1);
        assertThat(client.frames(ConnectionFrame.ConnectionClosed.class)).hasSize(1);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }
}
