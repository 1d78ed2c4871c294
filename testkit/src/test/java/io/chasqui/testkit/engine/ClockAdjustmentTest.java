package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock. What has a time of day follows it; what lasts a while does not. */
class ClockAdjustmentTest {
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    @Test
    void expiresByTheTimeOfDay() {
        long soon = broker.clock().nowMillis() + 5_000;
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));

        broker.clock().adjust(DAY.negated());
        broker.pass(Duration.ofSeconds(6));
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);

        broker.clock().adjust(DAY);
        broker.pass(Duration.ofSeconds(1));
        broker.pass(Duration.ofSeconds(1));
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
    }

    @Test
    void sweepsAfterTheClockWasPutBack() {
        broker.pass(Duration.ofSeconds(5));
        broker.clock().adjust(DAY.negated());
        session.send(
                QUEUE, TestMessage.persistent("a").expiringAt(broker.clock().nowMillis() + 1_000));

        broker.pass(Duration.ofSeconds(2));
        broker.pass(Duration.ofSeconds(2));

        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
    }

    @Test
    void deliversNotEarlyWhenTheClockIsPutBack() {
        long soon = broker.clock().nowMillis() + 5_000;
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);

        broker.clock().adjust(DAY.negated());
        broker.pass(Duration.ofSeconds(10));
        assertThat(consumer.receiveTexts()).isEmpty();

        broker.clock().adjust(DAY);
        broker.pass(Duration.ofSeconds(1));
        assertThat(consumer.receiveTexts()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "1, true", "-1, false", "1, false"})
    void waitsForARedeliveryAsLongAsItWouldHave(int sign, boolean waitsAlready) {
        Duration jump = Duration.ofMinutes(10).multipliedBy(sign);
        session.send(QUEUE, "a");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release(); // comes back at once
        consumer.credit(1).receive();

        broker.clock().adjust(waitsAlready ? Duration.ZERO : jump);
        session.release(); // comes back after 100 ms
        consumer.credit(1);
        broker.clock().adjust(waitsAlready ? jump : Duration.ZERO);
        broker.pass(Duration.ofMillis(60));
        assertThat(consumer.receiveTexts()).isEmpty();

        broker.pass(Duration.ofMillis(60));
        assertThat(consumer.receiveTexts()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void keepsTheWindowOfALostLink(int days) {
        client.deaf(true);
        long sent = session.send(QUEUE, "a");
        client.loseLink();

        broker.clock().adjust(DAY.multipliedBy(days));
        broker.pass(Duration.ofSeconds(1));
        client.deaf(false);
        client.reconnect();

        assertThat(session.opened().resumed()).isTrue();
        assertThat(session.confirmed(sent)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @Test
    void endsTheWindowOfALostLinkInTimeWhenTheClockWasPutBack() {
        session.send(QUEUE, "a");
        session.consumer(QUEUE, 1);
        client.loseLink();

        broker.clock().adjust(DAY.negated());
        broker.pass(Duration.ofSeconds(11));

        ScriptedSession other = broker.client().session(AcknowledgeMode.CLIENT);
        assertThat(other.consumer(QUEUE, 1).receiveTexts()).containsExactly("a");
    }

    @Test
    void keepsTheDuplicateWindowOfALostSession() {
        client.deaf(true);
        session.send(QUEUE, "a");
        client.loseLink();
        broker.pass(Duration.ofSeconds(11));

        broker.clock().adjust(DAY);
        broker.pass(Duration.ofSeconds(1));
        client.deaf(false);
        client.reconnect();

        assertThat(session.unanswered()).isEmpty();
        assertThat(broker.queue(QUEUE).size()).as("sent once").isEqualTo(1);
    }

    @Test
    void keepsTheTimeoutOfABranch() {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        Xid xid = new Xid(1, new byte[] {1}, new byte[] {2});
        long started = worker.start(xid, BranchEntry.NEW, 60);

        broker.clock().adjust(DAY);
        broker.pass(Duration.ofSeconds(1));
        worker.send(QUEUE, "a");
        long ended = worker.end(xid, BranchExit.SUCCESS);

        assertThat(worker.confirmed(started)).isTrue();
        assertThat(worker.confirmed(ended)).isTrue();
    }

    @Test
    void goesOnAfterACrashWithTheClockPutBack() {
        session.send(QUEUE, "a");

        broker.clock().adjust(DAY.negated());
        broker.crash(UnforcedContent.NONE);
        session.send(QUEUE, "b");
        client.reconnect();

        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }
}
