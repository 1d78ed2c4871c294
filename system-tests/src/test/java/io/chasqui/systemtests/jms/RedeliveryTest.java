package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back when its reader goes away: flagged if the application saw it, as new if it did not (§3.4.8, §3.5.11). */
@OverBothTransports
class RedeliveryTest {
    private final Stage stage;
    private final Queue queue;

    RedeliveryTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:13", "JMS:SPEC:145", "JMS:SPEC:257"})
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void flagsWhatASessionHadSeenWhenItCloses(int mode) throws JMSException {
        fill("a", "b", "c");
        try (Client client = stage.client(mode)) {
            assertThat(client.inbox(queue).texts(2)).containsExactly("a", "b");
            client.session().close();

            assertThat(leftOver()).containsExactly("a:2!", "b:2!", "c:1");
        }
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:104", "JMS:SPEC:105"})
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void flagsWhatAConnectionHadSeenWhenItCloses(int mode) throws JMSException {
        fill("a", "b", "c");
        try (Client client = stage.client(mode)) {
            assertThat(client.inbox(queue).texts(2)).containsExactly("a", "b");
        }

        assertThat(leftOver()).containsExactly("a:2!", "b:2!", "c:1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void keepsWhatAClosedConsumerHadSeenWithItsSession(int mode) throws JMSException {
        fill("a", "b", "c");
        try (Client client = stage.client(mode)) {
            Inbox inbox = client.inbox(queue);
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();

            assertThat(leftOver()).containsExactly("b:1", "c:1");
        }
    }

    @Test
    void givesPrefetchedMessagesThatNobodySawToAnotherConsumerAsNewAndInOrder() throws JMSException {
        fillMany(300);
        try (Client client = stage.client()) {
            Inbox inbox = client.inbox(queue);
            assertThat(inbox.texts(40)).isEqualTo(texts(0, 40));
            inbox.close();

            assertThat(leftOver()).isEqualTo(presentedOnce(40, 300));
        }
    }

    @Test
    void givesPrefetchedMessagesToAConsumerThatIsWaiting() throws JMSException {
        fillMany(100);
        try (Client first = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Client second = stage.client()) {
            Inbox holder = first.inbox(queue);
            assertThat(holder.texts(10)).isEqualTo(texts(0, 10));
            Inbox waiting = second.inbox(queue);
            List<String> came = new ArrayList<>(waiting.rest());
            holder.close();
            came.addAll(waiting.rest());

            assertThat(came).containsExactlyInAnyOrderElementsOf(texts(10, 100));
            assertThat(waiting.rest()).isEmpty();

            first.session().close();
            assertThat(Inbox.presentations(waiting.next(10)))
                    .isEqualTo(texts(0, 10).stream().map(text -> text + ":2!").toList());
        }
    }

    @Test
    void doesNotFlagWhatARollbackFoundUnseen() throws JMSException {
        fillMany(50);
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            Inbox inbox = client.inbox(queue);
            assertThat(inbox.texts(20)).isEqualTo(texts(0, 20));
            client.session().rollback();
            inbox.close();
        }

        List<String> expected =
                new ArrayList<>(texts(0, 20).stream().map(text -> text + ":2!").toList());
        expected.addAll(presentedOnce(20, 50));
        assertThat(leftOver()).isEqualTo(expected);
    }

    @Test
    @Assertion({"JMS:SPEC:257", "JMS:SPEC:34.3"})
    void countsDeliveriesAcrossConsumers() throws JMSException {
        fill("a");
        for (int round = 1; round <= 4; round++) {
            try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
                String flag = round == 1 ? "" : "!";
                assertThat(Inbox.presentations(client.inbox(queue).next(1))).containsExactly("a:" + round + flag);
            }
        }

        assertThat(leftOver()).containsExactly("a:5!");
    }

    @Test
    void countsDeliveriesOfNonPersistentMessagesToo() throws JMSException {
        fillMany(2);
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            assertThat(client.inbox(queue).texts(1)).containsExactly("text0");
        }

        assertThat(leftOver()).containsExactly("text0:2!", "text1:1");
    }

    @Test
    void keepsTheBodyOfWhatComesAgain() throws JMSException {
        String text = "ñ".repeat(100_000);
        fill(text);
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            Inbox inbox = client.inbox(queue);
            String identifier = inbox.next().getJMSMessageID();
            client.session().rollback();

            assertThat(inbox.next().getJMSMessageID()).isEqualTo(identifier);
            client.session().rollback();
            assertThat(inbox.text()).isEqualTo(text);
            client.session().commit();
        }
    }

    @Test
    @Assertion("JMS:SPEC:133")
    void bringsNothingBackThatWasAcknowledged() throws JMSException {
        fillMany(30);
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            Inbox inbox = client.inbox(queue);
            inbox.next(9);
            inbox.next().acknowledge();
            assertThat(inbox.texts(5)).isEqualTo(texts(10, 15));
            client.session().recover();
            assertThat(inbox.texts(5)).isEqualTo(texts(10, 15));
            inbox.next().acknowledge();
        }

        assertThat(leftOver()).isEqualTo(presentedOnce(16, 30));
    }

    private void fill(String... texts) throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, texts);
        }
    }

    private void fillMany(int count) throws JMSException {
        try (Client client = stage.client()) {
            client.sendMany(queue, "text", count);
        }
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text" + i).toList();
    }

    private static List<String> presentedOnce(int from, int to) {
        return texts(from, to).stream().map(text -> text + ":1").toList();
    }

    private List<String> leftOver() throws JMSException {
        return Leftover.in(stage, queue);
    }
}
