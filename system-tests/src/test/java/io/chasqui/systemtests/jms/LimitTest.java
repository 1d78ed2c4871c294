package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Destinations that take three messages and then block, reject or drop. */
@OverBothTransports
class LimitTest {
    private final Stage stage;

    LimitTest(Stage stage) {
        this.stage = stage;
    }

    private Queue full(String word) throws JMSException {
        Queue queue = stage.queueUnder(word);
        try (Client client = stage.client()) {
            client.send(queue, "a", "b", "c");
        }
        return queue;
    }

    @Test
    void letsASendWaitUntilThereIsRoomWhileOthersGoOn() throws Exception {
        Queue queue = full("blocking");
        Queue other = stage.queue();
        try (Client client = stage.client();
                Session beside = client.connection().createSession();
                Client reader = stage.client()) {
            Aside<Boolean> send = Aside.run(() -> {
                client.send(queue, "d");
                return true;
            });
            send.awaitWaiting();
            try (MessageProducer producer = beside.createProducer(other);
                    Inbox inbox = reader.inbox(other)) {
                producer.send(beside.createTextMessage("meanwhile"));
                assertThat(inbox.text()).isEqualTo("meanwhile");
            }
            assertThat(send.isDone()).isFalse();

            try (Inbox inbox = reader.inbox(queue)) {
                assertThat(inbox.text()).isEqualTo("a");
                assertThat(send.result()).isTrue();
                assertThat(inbox.texts(3)).containsExactly("b", "c", "d");
            }
        }
    }

    @Test
    void refusesASendThatHasWaitedLongEnough() throws JMSException {
        Queue queue = full("hasty");
        try (Client client = stage.client()) {
            assertThatThrownBy(() -> client.send(queue, "d"))
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContaining(queue.getQueueName())
                    .hasMessageContaining("its limit is 3 messages")
                    .hasMessageContaining("ms for room");
        }
        assertThat(Leftover.in(stage, queue)).hasSize(3);
    }

    @Test
    void refusesASendAtOnce() throws JMSException {
        Queue queue = full("rejecting");
        try (Client client = stage.client()) {
            assertThatThrownBy(() -> client.send(queue, "d"))
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContaining("is full");
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
            }

            client.send(queue, "e");
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("e:1");
    }

    @Test
    void dropsTheOldestMessages() throws JMSException {
        Queue queue = full("dropping");
        try (Client client = stage.client()) {
            client.send(queue, "d", "e");
        }

        assertThat(Leftover.in(stage, queue)).containsExactly("c:1", "d:1", "e:1");
    }

    @Test
    void tellsTheListenerOfAnAsynchronousSend() throws Exception {
        Queue queue = full("hasty");
        BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(client.session().createTextMessage("d"), into(outcomes));

            assertThat(outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(ResourceAllocationException.class);
        }
    }

    @Test
    void completesAnAsynchronousSendWhenThereIsRoom() throws Exception {
        Queue queue = full("blocking");
        BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(client.session().createTextMessage("d"), into(outcomes));
            producer.send(client.session().createTextMessage("e"), into(outcomes));

            assertThat(Leftover.in(stage, queue)).startsWith("a:1", "b:1", "c:1");
            assertThat(outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isEqualTo("d");
            assertThat(outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isEqualTo("e");
        }
    }

    @Test
    void bringsACommitToItsEndWhenThereIsRoom() throws Exception {
        Queue queue = full("blocking");
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client()) {
            client.send(queue, "d");
            Aside<Boolean> commit = Aside.run(() -> {
                client.session().commit();
                return true;
            });
            commit.awaitWaiting();

            try (Inbox inbox = reader.inbox(queue)) {
                assertThat(inbox.texts(4)).containsExactly("a", "b", "c", "d");
            }
            assertThat(commit.result()).isTrue();
        }
    }

    @Test
    void rollsATransactionBackThatFoundNoRoomAndSaysWhy() throws JMSException {
        Queue queue = full("rejecting");
        Queue other = stage.queue();
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(other, "with it");
            client.send(queue, "d");

            assertThatThrownBy(client.session()::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining(queue.getQueueName())
                    .hasMessageContaining("is full");
            client.send(other, "next");
            client.session().commit();
        }
        assertThat(Leftover.in(stage, other)).containsExactly("next:1");
        assertThat(Leftover.in(stage, queue)).hasSize(3);
    }

    @Test
    void forgetsARefusalWithTheTransactionThatIsRolledBack() throws JMSException {
        Queue queue = full("blocking");
        Queue other = stage.queue();
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(queue, "d");
            client.session().rollback();

            client.send(other, "next");
            client.session().commit();
        }
        assertThat(Leftover.in(stage, other)).containsExactly("next:1");
    }

    @Test
    void endsASendThatWaitsWithItsConnection() throws Exception {
        Queue queue = full("blocking");
        Client client = stage.client();
        Aside<String> send = Aside.run(
                () -> Failing.outcome(() -> client.send(queue, "d")).getClass().getSimpleName());
        send.awaitWaiting();

        client.close();

        assertThat(send.result()).endsWith("Exception");
        assertThat(Leftover.in(stage, queue)).hasSize(3);
    }

    @Test
    void limitsEachSubscriptionOfATopic() throws Exception {
        try (Client slow = stage.identified(stage.freshName("id"), Session.CLIENT_ACKNOWLEDGE);
                Client sender = stage.client()) {
            Topic topic = slow.session().createTopic(stage.freshName("blocking.topic"));
            Inbox inbox = slow.durable(topic, "slow");
            sender.send(topic, "a", "b", "c");
            Aside<Boolean> send = Aside.run(() -> {
                sender.send(topic, "d");
                return true;
            });
            send.awaitWaiting();

            inbox.next(3).get(2).acknowledge();

            assertThat(send.result()).isTrue();
            assertThat(inbox.text()).isEqualTo("d");
        }
    }

    @Test
    void keepsASendWaitingWhileItsLinkIsLost() throws Exception {
        Queue queue = full("blocking");
        try (Client client = stage.client();
                Client reader = stage.client()) {
            Aside<Boolean> send = Aside.run(() -> {
                client.send(queue, "d");
                return true;
            });
            send.awaitWaiting();
            stage.cutLinks();

            try (Inbox inbox = reader.inbox(queue)) {
                assertThat(inbox.texts(4)).containsExactly("a", "b", "c", "d");
                assertThat(inbox.rest()).isEmpty();
            }
            assertThat(send.result()).isTrue();
        }
    }

    @Test
    void holdsAFloodOfNonPersistentMessagesBack() throws Exception {
        Queue queue = stage.queueUnder("blocking");
        try (Client client = stage.client();
                Client reader = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            String large = "x".repeat(100_000);
            Aside<Boolean> flood = Aside.run(() -> {
                for (int i = 0; i < 40; i++) {
                    producer.send(client.session().createTextMessage(large));
                }
                return true;
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stage.broker().queueCounters().values().stream()
                            .anyMatch(counters -> counters.presentBytes() > 300_000));

            try (Inbox inbox = reader.inbox(queue)) {
                assertThat(inbox.next(40)).hasSize(40);
            }
            assertThat(flood.result()).isTrue();
        }
    }

    @Test
    void confirmsWithoutAForceWhereTheOperatingSystemIsEnough() throws JMSException {
        Queue strong = stage.queue();
        Queue fast = stage.queueUnder("fast");
        try (Client client = stage.client()) {
            client.send(strong, "first");
            long before = stage.broker().journalStatistics().forces().get();
            for (int i = 0; i < 100; i++) {
                client.send(fast, "text");
            }
            long weak = stage.broker().journalStatistics().forces().get() - before;
            for (int i = 0; i < 100; i++) {
                client.send(strong, "text");
            }
            long all = stage.broker().journalStatistics().forces().get() - before;

            assertThat(weak).as("forces for the weak queue").isLessThan(50);
            assertThat(all - weak).as("forces for the strong queue").isGreaterThanOrEqualTo(100);
        }
    }

    private static CompletionListener into(BlockingQueue<Object> outcomes) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                outcomes.add(Failing.get(() -> Inbox.textOf(message)));
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcomes.add(exception);
            }
        };
    }
}
