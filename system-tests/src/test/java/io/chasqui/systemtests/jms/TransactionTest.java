package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Transactions group sends and receives: all of them happen at commit, or none (§6.2.7). */
@OverBothTransports
class TransactionTest {
    private final Stage stage;
    private final Queue queue;

    TransactionTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion({"JMS:SPEC:122", "JMS:SPEC:124"})
    void showsSendsWhenTheyAreCommitted() throws JMSException {
        try (Client sender = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            sender.send(queue, "a", "b");
            sender.sendMany(queue, "volatile", 2);
            sender.send(queue, "c");
            assertThat(inbox.rest()).isEmpty();

            sender.session().commit();

            assertThat(inbox.texts(5)).containsExactlyInAnyOrder("a", "b", "volatile0", "volatile1", "c");
        }
    }

    @Test
    @Assertion("JMS:SPEC:193")
    void keepsTheOrderOfSends() throws JMSException {
        List<String> expected =
                IntStream.range(0, 1_000).mapToObj(i -> "text" + i).toList();
        try (Client sender = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            sender.send(queue, expected.toArray(String[]::new));
            sender.session().commit();

            assertThat(inbox.texts(1_000)).isEqualTo(expected);
        }
    }

    @Test
    @Assertion({"JMS:SPEC:123", "JMS:SPEC:124", "JMS:SPEC:125"})
    void dropsSendsThatAreRolledBack() throws JMSException {
        try (Client sender = stage.client(Session.SESSION_TRANSACTED)) {
            sender.send(queue, "a", "b");
            sender.session().rollback();
            sender.send(queue, "c");
            sender.session().commit();
        }

        assertThat(leftOver()).containsExactly("c:1");
    }

    @Test
    @Assertion({"JMS:SPEC:122", "JMS:SPEC:130"})
    void endsReceivesThatAreCommitted() throws JMSException {
        fill("a", "b", "c");
        try (Client reader = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = reader.inbox(queue)) {
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            reader.session().commit();
        }

        assertThat(leftOver()).containsExactly("c:1");
    }

    @Test
    @Assertion({"JMS:SPEC:123", "JMS:SPEC:130"})
    void bringsBackInOrderWhatIsRolledBack() throws JMSException {
        fill("a", "b", "c", "d", "e");
        try (Client reader = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = reader.inbox(queue)) {
            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
            reader.session().rollback();
            assertThat(Inbox.presentations(inbox.next(4))).containsExactly("a:2!", "b:2!", "c:2!", "d:1");
            reader.session().rollback();
            assertThat(Inbox.presentations(inbox.next(5))).containsExactly("a:3!", "b:3!", "c:3!", "d:2!", "e:1");
            reader.session().commit();
            assertThat(inbox.rest()).isEmpty();
        }

        assertThat(leftOver()).isEmpty();
    }

    @Test
    void putsWhatIsRolledBackBeforeWhatCameLater() throws JMSException {
        fill("a", "b");
        try (Client reader = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = reader.inbox(queue)) {
            assertThat(inbox.text()).isEqualTo("a");
            fill("c");
            reader.session().rollback();

            assertThat(Inbox.presentations(inbox.next(3))).containsExactly("a:2!", "b:1", "c:1");
        }
    }

    @Test
    void rollsBackDeepPrefetchInOrder() throws JMSException {
        List<String> expected =
                IntStream.range(0, 400).mapToObj(i -> "text" + i).toList();
        try (Client sender = stage.client()) {
            sender.sendMany(queue, "text", 400);
        }
        try (Client reader = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = reader.inbox(queue)) {
            for (int consumed : new int[] {10, 100, 250, 399}) {
                assertThat(inbox.texts(consumed)).isEqualTo(expected.subList(0, consumed));
                reader.session().rollback();
            }
            assertThat(inbox.texts(400)).isEqualTo(expected);
            reader.session().commit();
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:122", "JMS:SPEC:123"})
    void movesMessagesBetweenDestinationsAllOrNothing() throws JMSException {
        Queue archive = stage.queue();
        Topic news = stage.topic();
        fill("a");
        try (Client worker = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client();
                Inbox subscriber = reader.inbox(news);
                Inbox archived = reader.inbox(archive);
                Inbox inbox = worker.inbox(queue)) {
            String text = inbox.text();
            worker.send(archive, text);
            worker.send(news, text);
            worker.session().rollback();
            assertThat(archived.rest()).isEmpty();
            assertThat(subscriber.rest()).isEmpty();

            text = inbox.text();
            worker.send(archive, text);
            worker.send(news, text);
            worker.session().commit();

            assertThat(archived.texts(1)).containsExactly("a");
            assertThat(subscriber.texts(1)).containsExactly("a");
            assertThat(inbox.rest()).isEmpty();
        }

        assertThat(leftOver()).isEmpty();
    }

    @Test
    void doesNotReceiveItsOwnUncommittedSends() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "a");
            assertThat(inbox.rest()).isEmpty();

            client.session().commit();

            assertThat(inbox.text()).isEqualTo("a");
        }
    }

    @Test
    @Assertion("JMS:SPEC:111")
    void rollsBackWhenTheSessionIsClosed() throws JMSException {
        fill("a", "b");
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            assertThat(client.inbox(queue).text()).isEqualTo("a");
            client.send(queue, "never");
            client.session().close();

            assertThat(leftOver()).containsExactly("a:2!", "b:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:104")
    void rollsBackWhenTheConnectionIsClosed() throws JMSException {
        fill("a", "b");
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            assertThat(client.inbox(queue).text()).isEqualTo("a");
            client.send(queue, "never");
        }

        assertThat(leftOver()).containsExactly("a:2!", "b:1");
    }

    @Test
    void commitsWhatAClosedConsumerReceived() throws JMSException {
        Topic topic = stage.topic();
        fill("a", "b");
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client publisher = stage.client()) {
            Inbox inbox = client.inbox(queue);
            Inbox subscriber = client.inbox(topic);
            publisher.send(topic, "t");
            assertThat(inbox.text()).isEqualTo("a");
            assertThat(subscriber.text()).isEqualTo("t");
            inbox.close();
            subscriber.close();

            client.session().commit();
        }

        assertThat(leftOver()).containsExactly("b:1");
    }

    @Test
    void bringsBackWhatAClosedConsumerReceived() throws JMSException {
        fill("a", "b");
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            Inbox first = client.inbox(queue);
            assertThat(first.text()).isEqualTo("a");
            first.close();
            client.session().rollback();

            Inbox second = client.inbox(queue);
            assertThat(Inbox.presentations(second.next(2))).containsExactly("a:2!", "b:1");
        }
    }

    @Test
    void commitsAndRollsBackQuietlyWhenThereIsNothingToDo() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.session().commit();
            client.session().rollback();
            client.send(queue, "a");
            client.session().commit();
            client.session().commit();
            client.session().rollback();
        }

        assertThat(leftOver()).containsExactly("a:1");
    }

    @Test
    void keepsSessionsOfOneConnectionApart() throws JMSException {
        Queue other = stage.queue();
        Queue results = stage.queue();
        fill("a");
        try (Client one = stage.client(Session.SESSION_TRANSACTED);
                Session beside = one.connection().createSession(Session.SESSION_TRANSACTED)) {
            Client two = new Client(one.connection(), beside);
            one.send(other, "b");
            one.session().commit();
            Inbox first = one.inbox(queue);
            Inbox second = two.inbox(other);
            assertThat(first.text()).isEqualTo("a");
            assertThat(second.text()).isEqualTo("b");
            one.send(results, "one");
            two.send(results, "two");

            two.session().commit();
            one.session().rollback();

            assertThat(Inbox.presentations(first.next(1))).containsExactly("a:2!");
            assertThat(second.rest()).isEmpty();
        }
        assertThat(Leftover.in(stage, results)).containsExactly("two:1");
    }

    @Test
    void carriesLargeMessagesInATransaction() throws JMSException {
        String large = "x".repeat(600_000);
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(queue, large, "small", large + "y", large + "z");
            client.session().commit();
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.text()).isEqualTo(large);
                assertThat(inbox.text()).isEqualTo("small");
                assertThat(inbox.text()).isEqualTo(large + "y");
                client.session().rollback();
                assertThat(inbox.text()).isEqualTo(large);
                assertThat(inbox.texts(2)).containsExactly("small", large + "y");
                assertThat(inbox.text()).isEqualTo(large + "z");
                client.session().commit();
            }
        }

        assertThat(leftOver()).isEmpty();
    }

    private void fill(String... texts) throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, texts);
        }
    }

    private List<String> leftOver() throws JMSException {
        return Leftover.in(stage, queue);
    }
}
