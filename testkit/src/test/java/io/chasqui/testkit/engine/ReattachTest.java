package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Reattachment;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReattachTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void doesNothingTwiceWhenOnlyTheLinkWasLost() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.deaf(true);
        long persistent = session.send(QUEUE, "a");
        long volatileSend = session.send(QUEUE, TestMessage.volatileText("b"));

        relink(client);

        assertThat(session.opened().resumed()).isTrue();
        assertThat(session.confirmed(persistent)).isTrue();
        assertThat(session.confirmed(volatileSend)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void doesNothingTwiceAfterACrash(UnforcedContent kept) {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.deaf(true);
        session.send(QUEUE, "a");
        session.send(QUEUE, "b");

        broker.crash(kept);
        client.deaf(false);
        client.reconnect();

        assertThat(session.opened().resumed()).isFalse();
        assertThat(session.unanswered()).isEmpty();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void doesNothingTwiceWhenTheSessionWasGivenUpMeanwhile() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.deaf(true);
        session.send(QUEUE, TestMessage.volatileText("a"));
        session.send(QUEUE, TestMessage.volatileText("b"));
        client.loseLink();
        broker.pass(Duration.ofSeconds(11));

        client.deaf(false);
        client.reconnect();

        assertThat(session.opened().resumed()).isFalse();
        assertThat(session.opened().decided()).isEqualTo(2);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void remembersRefusalsWhenTheSessionWasGivenUp() {
        broker.authorize((user, action, destination) -> action != Action.SEND || !destination.equals(OTHER));
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.deaf(true);
        long refused = session.send(OTHER, TestMessage.volatileText("a"));
        client.loseLink();
        broker.pass(Duration.ofSeconds(11));

        client.deaf(false);
        client.reconnect();

        assertRefused(session, refused, ErrorCode.AUTHORIZATION);
    }

    @Test
    void repeatsARefusalAfterACrash() {
        boolean[] open = new boolean[1];
        broker.authorize((user, action, destination) -> open[0] || !destination.equals(OTHER));
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "first");
        client.deaf(true);
        long refused = session.send(OTHER, "a");
        long done = session.send(QUEUE, "b");

        open[0] = true;
        broker.crash(UnforcedContent.NONE);
        client.deaf(false);
        client.reconnect();

        assertRefused(session, refused, ErrorCode.AUTHORIZATION);
        assertThat(session.confirmed(done)).isTrue();
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void remembersWhatWasDoneForAsLongAsAClientMayTryToComeBack() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.deaf(true);
        long sent = session.send(QUEUE, "a");
        client.loseLink();

        broker.pass(Reattachment.LONGEST_ABSENCE);
        client.deaf(false);
        client.reconnect();

        assertThat(session.confirmed(sent)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @Test
    void forgetsAWindowWhenNoClientCanComeBackForIt() {
        ScriptedClient client = broker.client();
        client.session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        client.loseLink();

        broker.pass(Duration.ofSeconds(11));
        broker.pass(Reattachment.MEMORY.minusMinutes(1));
        int before = broker.state().windows().size();
        broker.pass(Duration.ofMinutes(1));

        assertThat(before).isEqualTo(1);
        assertThat(broker.state().windows()).isEmpty();
    }

    @Test
    void forgetsAWindowThatNoClientHasComeBackForAfterAStart() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        broker.crash(UnforcedContent.NONE);

        broker.pass(Reattachment.MEMORY.minusSeconds(1));
        int before = broker.state().windows().size();
        broker.pass(Duration.ofSeconds(2));

        assertThat(before).isEqualTo(1);
        assertThat(broker.state().windows()).isEmpty();
    }

    @Test
    void keepsTheWindowOfASessionThatIsThere() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        broker.crash(UnforcedContent.NONE);
        client.reconnect();

        broker.pass(Reattachment.MEMORY);
        broker.pass(Reattachment.MEMORY);

        assertThat(broker.state().windows()).hasSize(1);
    }

    @Test
    void endsTheWindowWithTheSession() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");

        long close = session.close();

        assertThat(session.confirmed(close)).isTrue();
        assertThat(broker.state().windows()).isEmpty();
    }

    @Test
    void endsAllWindowsWithTheConnection() {
        ScriptedClient client = broker.client();
        client.session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        client.session(AcknowledgeMode.AUTO).send(QUEUE, TestMessage.volatileText("b"));

        client.close();

        assertThat(broker.state().windows()).isEmpty();
    }

    @Test
    void keepsTransactionAndDeliveriesForTheWindow() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.send(OTHER, "out");

        client.loseLink();
        broker.pass(Duration.ofSeconds(9));
        client.reconnect();
        long commit = session.commit();

        assertThat(session.opened().resumed()).isTrue();
        assertThat(session.opened().lost()).isEmpty();
        assertThat(session.confirmed(commit)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
    }

    @Test
    void returnsUnseenDeliveriesUncountedWhenTheSessionComesBack() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
        for (String text : List.of("a", "b", "c")) {
            sender.send(QUEUE, text);
        }
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = session.consumer(QUEUE, 3);
        consumer.receive();

        relink(client);
        consumer.credit(10);

        List<Deliver> rest = consumer.receiveAll();
        assertThat(rest).extracting(TestMessage::text).containsExactly("b", "c");
        assertThat(rest).extracting(Deliver::deliveryCount).containsExactly(1, 1);
        assertThat(session.heldNames()).hasSize(3);
        assertThat(session.confirmed(session.acknowledge())).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void returnsEverythingCountedWhenTheWindowPasses() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
        sender.send(QUEUE, "a");
        sender.send(QUEUE, "b");
        ScriptedClient lost = broker.client();
        lost.session(AcknowledgeMode.CLIENT).consumer(QUEUE, 2).receive();
        ScriptedConsumer other = broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 2);

        lost.loseLink();
        broker.pass(Duration.ofSeconds(9));
        int early = other.buffered();
        broker.pass(Duration.ofSeconds(2));

        assertThat(early).isZero();
        List<Deliver> all = other.receiveAll();
        assertThat(all).extracting(TestMessage::text).containsExactly("a", "b");
        assertThat(all).extracting(Deliver::deliveryCount).containsExactly(2, 2);
    }

    @Test
    void givesTheApplicationItsMessagesBackAfterACrash() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
        sender.send(QUEUE, "a");
        sender.send(QUEUE, "b");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();

        broker.crash(UnforcedContent.NONE);
        client.reconnect();
        consumer.credit(5);

        assertThat(session.opened().lost()).isEmpty();
        assertThat(consumer.receiveTexts()).containsExactly("b");
        assertThat(session.confirmed(session.acknowledge())).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void tellsWhichHeldMessagesAreLost() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 1).receive();

        broker.crash(UnforcedContent.NONE);
        broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1).receive();
        client.reconnect();
        long acknowledge = session.acknowledge();

        assertThat(session.opened().lost()).hasSize(1);
        assertRefused(session, acknowledge, ErrorCode.DELIVERY);
    }

    @Test
    void takesAConnectionOverWhenTheOldLinkIsNotKnownToBeLost() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");

        client.reconnect();
        long sequence = session.send(QUEUE, "b");

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void givesUpASessionWhoseNumberIsUsedAgain() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 1).receive();

        client.send(new SessionCommand.OpenSession(1, 1, 77, 77, AcknowledgeMode.AUTO, 1, false, 0, List.of()));

        ScriptedConsumer other = broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1);
        assertThat(other.receiveTexts()).containsExactly("a");
    }

    @Test
    void givesUpASessionThatItsConnectionDoesNotTakeAlong() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession forgotten = client.session(AcknowledgeMode.CLIENT);
        forgotten.consumer(QUEUE, 1).receive();
        ScriptedConsumer other = broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 1);

        client.loseLink();
        client.forget(forgotten);
        client.reconnect();
        broker.pass(Duration.ofSeconds(9));
        int early = other.buffered();
        broker.pass(Duration.ofSeconds(2));

        assertThat(early).isZero();
        assertThat(other.receiveTexts()).containsExactly("a");
    }

    @Test
    void givesNobodyMessagesThatTheUserMayNotConsume() {
        boolean[] allowed = {true};
        broker.authorize((user, action, destination) -> allowed[0] || action != Action.CONSUME);
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 1).receive();

        broker.crash(UnforcedContent.NONE);
        allowed[0] = false;
        client.reconnect();

        assertThat(session.opened().lost()).hasSize(1);
    }

    @Test
    void rollsBackOnceWhenTheRollbackIsRepeatedAfterACrash() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        client.deaf(true);
        session.rollback();

        broker.crash(UnforcedContent.NONE);
        client.deaf(false);
        client.reconnect();
        consumer.credit(1);

        Deliver again = consumer.receive();
        assertThat(again.deliveryCount()).isBetween(2, 3);
        assertThat(session.unanswered()).isEmpty();
    }

    private static void relink(ScriptedClient client) {
        client.loseLink();
        client.deaf(false);
        client.reconnect();
    }
}
