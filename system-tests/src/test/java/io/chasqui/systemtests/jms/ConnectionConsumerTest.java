package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Connection consumers: messages are processed by the sessions of an application server. */
@OverBothTransports
class ConnectionConsumerTest {
    private final Stage stage;
    private final Queue queue;
    private final List<String> got = new CopyOnWriteArrayList<>();

    ConnectionConsumerTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    void handsMessagesToTheSessionsOfThePool() throws JMSException {
        try (Client client = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 2, Session.AUTO_ACKNOWLEDGE, this::note)) {
            client.sendMany(queue, "text", 200);
            ConnectionConsumer consumer = client.connection().createConnectionConsumer(queue, null, pool, 10);

            awaitTexts(200);
            consumer.close();

            assertThat(consumer).isNotNull();
            assertThat(got).doesNotHaveDuplicates();
            assertThat(pool.batches()).allMatch(size -> size <= 10);
            assertThat(client.inbox(queue).rest()).isEmpty();
        }
    }

    @Test
    void keepsTheOrderWithOneServerSession() throws JMSException {
        try (Client client = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 1, Session.AUTO_ACKNOWLEDGE, this::note)) {
            client.connection().createConnectionConsumer(queue, null, pool, 3);

            client.send(queue, "a", "b", "c", "d", "e");
            awaitTexts(5);

            assertThat(got).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void isPartOfTheTransactionOfItsServerSession() throws JMSException {
        CountDownLatch done = new CountDownLatch(2);
        try (Client client = stage.client();
                ServerPool pool =
                        new ServerPool(client.connection(), 1, Session.SESSION_TRANSACTED, (session, message) -> {
                            got.add(Inbox.presentations(List.of(message)).get(0));
                            if (message.getJMSRedelivered()) {
                                session.commit();
                            } else {
                                session.rollback();
                            }
                            done.countDown();
                        })) {
            ConnectionConsumer consumer = client.connection().createConnectionConsumer(queue, null, pool, 1);
            client.send(queue, "a");
            Failing.await(done);
            consumer.close();

            assertThat(got).containsExactly("a:1", "a:2!");
            assertThat(client.inbox(queue).rest()).isEmpty();
        }
    }

    @Test
    void givesBackWhatAServerSessionHasNotCommitted() throws JMSException {
        CountDownLatch seen = new CountDownLatch(2);
        Client broken = stage.client();
        try (ServerPool pool = new ServerPool(
                broken.connection(), 2, Session.SESSION_TRANSACTED, (session, message) -> seen.countDown())) {
            broken.connection().createConnectionConsumer(queue, null, pool, 1);
            broken.send(queue, "a", "b");
            Failing.await(seen);
            broken.close();
        }

        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            assertThat(Inbox.presentations(inbox.next(2))).containsExactlyInAnyOrder("a:2!", "b:2!");
        }
    }

    @Test
    void redeliversWhatAListenerHasFailedOn() throws JMSException {
        CountDownLatch failed = new CountDownLatch(1);
        try (Client client = stage.client();
                ServerPool pool =
                        new ServerPool(client.connection(), 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
                            if (failed.getCount() > 0) {
                                failed.countDown();
                                throw new JMSException("The first time is for learning.");
                            }
                            got.addAll(Inbox.presentations(List.of(message)));
                        })) {
            client.send(queue, "a", "b", "c");
            client.connection().createConnectionConsumer(queue, null, pool, 5);
            awaitTexts(3);

            assertThat(got).containsExactlyInAnyOrder("a:2!", "b:1", "c:1");
        }
    }

    @Test
    void servesTopicsAndSubscriptions() throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.identified(stage.freshName("client"), Session.AUTO_ACKNOWLEDGE);
                ServerPool pool = new ServerPool(client.connection(), 2, Session.DUPS_OK_ACKNOWLEDGE, this::note)) {
            Connection connection = client.connection();
            connection.createConnectionConsumer(topic, null, pool, 1);
            connection.createDurableConnectionConsumer(topic, "durable", null, pool, 1);
            connection.createSharedConnectionConsumer(topic, "shared", null, pool, 1);
            connection.createSharedDurableConnectionConsumer(topic, "both", null, pool, 1);

            client.send(topic, "a", "b");
            awaitTexts(8);

            assertThat(got).containsOnly("a", "b");
        }
    }

    @Test
    @Assertion("JMS:SPEC:183")
    void selects() throws JMSException {
        try (Client client = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 1, Session.AUTO_ACKNOWLEDGE, this::note)) {
            client.connection().createConnectionConsumer(queue, "number > 1", pool, 5);
            for (int i = 0; i < 4; i++) {
                Message message = client.session().createTextMessage("text" + i);
                message.setIntProperty("number", i);
                client.send(queue, message);
            }
            awaitTexts(2);

            assertThat(got).containsExactly("text2", "text3");
            assertThat(client.inbox(queue).texts(2)).containsExactly("text0", "text1");
        }
    }

    @Test
    void stopsAndStartsWithItsConnection() throws JMSException {
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client sender = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 1, Session.AUTO_ACKNOWLEDGE, this::note)) {
            client.connection().createConnectionConsumer(queue, null, pool, 1);
            sender.send(queue, "a");
            assertThat(got).isEmpty();

            client.connection().start();
            awaitTexts(1);
            client.connection().stop();
            sender.send(queue, "b");
            assertThat(got).containsExactly("a");

            client.connection().start();
            awaitTexts(2);
        }
    }

    @Test
    void closesQuietlyAndReturnsWhatNobodyHasSeen() throws JMSException {
        try (Client client = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 0, Session.AUTO_ACKNOWLEDGE, this::note)) {
            ConnectionConsumer consumer = client.connection().createConnectionConsumer(queue, null, pool, 1);
            assertThat(consumer.getServerSessionPool()).isSameAs(pool);
            client.send(queue, "a", "b");

            consumer.close();
            consumer.close();

            assertThatThrownBy(consumer::getServerSessionPool).isInstanceOf(IllegalStateException.class);
            assertThat(Inbox.presentations(client.inbox(queue).next(2))).containsExactly("a:1", "b:1");
        }
    }

    @Test
    void refusesWhatCannotBe() throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.client();
                Client other = stage.client();
                ServerPool pool = new ServerPool(client.connection(), 0, Session.AUTO_ACKNOWLEDGE, this::note)) {
            Connection connection = client.connection();

            assertThatThrownBy(() -> connection.createConnectionConsumer((Queue) null, null, pool, 1))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> connection.createConnectionConsumer(queue, "= 1", pool, 1))
                    .isInstanceOf(InvalidSelectorException.class);
            assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, null, 1))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, pool, 0))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> connection.createDurableConnectionConsumer(topic, "d", null, pool, 1))
                    .isInstanceOf(IllegalStateException.class);
            Queue foreign = other.session().createTemporaryQueue();
            assertThatThrownBy(() -> connection.createConnectionConsumer(foreign, null, pool, 1))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(client.session()::run).isInstanceOf(java.lang.IllegalStateException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:185.1")
    void keepsSubscriptionsOutOfAQueueConnection() throws JMSException {
        Topic topic = stage.topic();
        try (QueueConnection connection = stage.factory().createQueueConnection();
                ServerPool pool = new ServerPool(connection, 0, Session.AUTO_ACKNOWLEDGE, this::note)) {
            connection.setClientID(stage.freshName("client"));

            assertThatThrownBy(() -> connection.createDurableConnectionConsumer(topic, "d", null, pool, 1))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private void note(Session session, Message message) throws JMSException {
        got.add(Inbox.textOf(message));
    }

    private void awaitTexts(int count) {
        await().atMost(java.time.Duration.ofMillis(Inbox.PATIENCE_MILLIS)).until(() -> got.size() >= count);
    }
}
