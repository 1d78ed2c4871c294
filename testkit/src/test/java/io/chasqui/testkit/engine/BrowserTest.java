package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrowserTest {
    private static final int BACKLOG = 100_000;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    @Test
    void showsEverythingInTheOrderOfDeliveryAndTakesNothing() {
        session.send(QUEUE, "a");
        session.send(QUEUE, TestMessage.persistent("urgent").withPriority(9));
        session.send(QUEUE, TestMessage.volatileText("b"));

        ScriptedConsumer browser = browse(Filter.NONE).drain(10);

        assertThat(browser.receiveTexts()).containsExactly("urgent", "a", "b");
        assertThat(browser.drained()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
        assertThat(broker.queue(QUEUE).horizon()).isZero();
        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactlyInAnyOrder("urgent", "a", "b");
    }

    @Test
    void goesPageByPageAndSaysTheEnd() {
        IntStream.range(0, 5).forEach(i -> session.send(QUEUE, "m" + i));
        ScriptedConsumer browser = browse(Filter.NONE);

        assertThat(browser.drain(2).receiveTexts()).containsExactly("m0", "m1");
        assertThat(browser.drain(3).receiveTexts()).containsExactly("m2", "m3", "m4");
        assertThat(browser.drain(3).receiveTexts()).isEmpty();

        assertThat(browser.drained()).isEqualTo(3);
    }

    @Test
    void endsWithWhatWasThereWhenItBegan() {
        session.send(QUEUE, "early");
        ScriptedConsumer browser = browse(Filter.NONE);
        session.send(QUEUE, "a");

        assertThat(browser.drain(1).receiveTexts()).containsExactly("early");
        session.send(QUEUE, "late");

        assertThat(browser.drain(5).receiveTexts()).containsExactly("a");
        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).containsExactly("early", "a", "late");
    }

    @Test
    void showsWhatIsInFlightWithoutTouchingItsCount() {
        session.send(QUEUE, "a");
        session.send(QUEUE, "b");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);

        List<SessionEvent.Deliver> seen = browse(Filter.NONE).drain(5).receiveAll();

        assertThat(seen).extracting(TestMessage::text).containsExactly("a", "b");
        assertThat(seen).extracting(SessionEvent.Deliver::deliveryCount).containsExactly(1, 1);
        consumer.receive();
        session.release();
        assertThat(browse(Filter.NONE).drain(5).receiveAll())
                .extracting(SessionEvent.Deliver::deliveryCount)
                .containsExactly(2, 1);
    }

    @Test
    void hidesWhatIsDelayedOrExpired() {
        long now = broker.clock().nowMillis();
        session.send(QUEUE, TestMessage.persistent("delayed").dueAt(now + 5_000));
        session.send(QUEUE, TestMessage.persistent("short").expiringAt(now + 100));
        session.send(QUEUE, "a");
        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).containsExactly("short", "a");

        broker.clock().advance(Duration.ofMillis(200));
        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).containsExactly("a");
        broker.pass(Duration.ofSeconds(5));

        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).containsExactly("delayed", "a");
    }

    @Test
    void hidesWhatIsNotCommitted() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "a");
        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).isEmpty();

        transacted.commit();

        assertThat(browse(Filter.NONE).drain(5).receiveTexts()).containsExactly("a");
    }

    @Test
    void goesOnAfterReleasesAndRollbacksOfItsSession() {
        IntStream.range(0, 4).forEach(i -> session.send(QUEUE, "m" + i));
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer browser = transacted.open(ConsumerKind.BROWSER, QUEUE, Filter.NONE, 2);

        transacted.rollback();

        assertThat(browser.drain(5).receiveTexts()).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void findsAMatchBehindAHundredThousandOthers() {
        TestMessage other = TestMessage.volatileText("x").with("color", "blue");
        client.together(() -> IntStream.range(0, BACKLOG).forEach(i -> session.send(QUEUE, other)));
        session.send(QUEUE, TestMessage.volatileText("match").with("color", "red"));

        ScriptedConsumer browser = browse(Filter.selecting("color = 'red'")).drain(5);
        ScriptedConsumer consumer = session.selecting(QUEUE, "color = 'red'", 1);

        assertThat(browser.receiveTexts()).containsExactly("match");
        assertThat(browser.drained()).isEqualTo(1);
        assertThat(consumer.receiveTexts()).containsExactly("match");
    }

    @Test
    void readsWhatIsOnDiskOnly() {
        String text = "x".repeat(1 << 20);
        IntStream.range(0, 20).forEach(i -> session.send(QUEUE, i + text));
        broker.crash(UnforcedContent.ALL);

        ScriptedSession again = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedConsumer browser =
                again.open(ConsumerKind.BROWSER, QUEUE, Filter.NONE, 0).drain(100);

        assertThat(browser.receiveTexts()).hasSize(20).allMatch(seen -> seen.endsWith("x"));
        assertThat(browser.drained()).isEqualTo(1);
    }

    @Test
    void waitsForAClientThatDoesNotTakeFrames() {
        session.send(QUEUE, "a");
        client.writable(false);
        ScriptedConsumer browser = browse(Filter.NONE).drain(5);
        assertThat(browser.buffered()).isZero();

        client.writable(true);

        assertThat(browser.receiveTexts()).containsExactly("a");
    }

    @Test
    void asksWhetherItMayBrowse() {
        broker.authorize((user, action, destination) -> action != Action.BROWSE);
        ScriptedSession other = broker.client().session(AcknowledgeMode.AUTO);

        ScriptedConsumer browser = other.open(ConsumerKind.BROWSER, QUEUE, Filter.NONE, 0);

        assertRefused(other, browser.openSequence(), ErrorCode.AUTHORIZATION);
        assertThat(other.confirmed(other.consumer(QUEUE, 0).openSequence())).isTrue();
    }

    @Test
    void looksAtQueuesWithValidSelectorsOnly() {
        ScriptedConsumer topic = session.open(ConsumerKind.BROWSER, TOPIC, Filter.NONE, 0);
        ScriptedConsumer malformed = browse(Filter.selecting("color ="));

        assertRefused(session, topic.openSequence(), ErrorCode.DESTINATION);
        assertRefused(session, malformed.openSequence(), ErrorCode.SELECTOR);
    }

    @Test
    void isForgottenWhenItIsClosed() {
        session.send(QUEUE, "a");
        ScriptedConsumer browser = browse(Filter.NONE);

        browser.close();
        browser.drain(5);

        assertThat(browser.drained()).isZero();
        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("a");
    }

    private ScriptedConsumer browse(Filter filter) {
        return session.open(ConsumerKind.BROWSER, QUEUE, filter, 0);
    }
}
