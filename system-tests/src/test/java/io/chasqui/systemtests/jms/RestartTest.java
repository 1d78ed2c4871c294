package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a clean stop and a new start leave as it was (§3.4.4, §4.3): persistent messages, transactions, subscriptions. */
@OverBothTransports
class RestartTest {
    private final Stage stage;
    private final Queue queue;

    RestartTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    void keepsPersistentMessagesInOrderAndAsNew() throws JMSException {
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> "text" + i).toList();
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(queue, texts.toArray(String[]::new));
            client.session().commit();
        }
        stage.restart();

        assertThat(leftOver()).isEqualTo(texts.stream().map(text -> text + ":1").toList());
    }

    @Test
    void dropsNonPersistentMessages() throws JMSException {
        try (Client client = stage.client()) {
            client.sendMany(queue, "volatile", 3);
            client.send(queue, "kept");
        }
        stage.restart();

        assertThat(leftOver()).containsExactly("kept:1");
    }

    @Test
    void keepsWhatAMessageIsMadeOf() throws JMSException {
        Message sent;
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            sent = client.session().createTextMessage("¿qué?");
            sent.setIntProperty("number", 7);
            sent.setJMSCorrelationID("correlation");
            sent.setJMSType("type");
            sent.setJMSReplyTo(stage.topic());
            producer.send(sent, DeliveryMode.PERSISTENT, 8, 3_600_000);
        }
        stage.restart();

        try (Client client = stage.client()) {
            Message received = client.inbox(queue).next();
            assertThat(Inbox.textOf(received)).isEqualTo("¿qué?");
            assertThat(received.getIntProperty("number")).isEqualTo(7);
            assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
            assertThat(received.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp());
            assertThat(received.getJMSExpiration()).isEqualTo(sent.getJMSExpiration());
            assertThat(received.getJMSPriority()).isEqualTo(8);
            assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            assertThat(received.getJMSCorrelationID()).isEqualTo("correlation");
            assertThat(received.getJMSType()).isEqualTo("type");
            assertThat(received.getJMSReplyTo()).isEqualTo(sent.getJMSReplyTo());
        }
    }

    @Test
    void keepsALargeMessage() throws JMSException {
        byte[] content = new byte[5 << 20];
        new Random(7).nextBytes(content);
        try (Client client = stage.client()) {
            BytesMessage message = client.session().createBytesMessage();
            message.writeBytes(content);
            client.send(queue, message);
        }
        stage.restart();

        try (Client client = stage.client()) {
            assertThat(client.inbox(queue).next().getBody(byte[].class)).isEqualTo(content);
        }
    }

    @Test
    @Assertion("JMS:SPEC:133")
    void forgetsWhatWasAcknowledged() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a", "b", "c", "d");
        }
        try (Client client = stage.client()) {
            assertThat(client.inbox(queue).text()).isEqualTo("a");
        }
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            client.inbox(queue).next().acknowledge();
        }
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            assertThat(client.inbox(queue).text()).isEqualTo("c");
            client.session().commit();
        }
        stage.restart();

        assertThat(leftOver()).containsExactly("d:1");
    }

    @Test
    void rollsBackOpenTransactions() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a", "b");
        }
        try (Client open = fragile(Session.SESSION_TRANSACTED)) {
            assertThat(open.inbox(queue).text()).isEqualTo("a");
            open.send(queue, "never");
            stage.restart();
        }

        List<String> left = leftOver();
        assertThat(left).hasSize(2).first().isEqualTo("a:2!");
        assertThat(left.get(1)).as("it may have been on its way").startsWith("b:");
    }

    @Test
    void flagsAfterACleanStopOnlyWhatWasSeen() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, texts(0, 100).toArray(String[]::new));
        }
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            assertThat(client.inbox(queue).texts(20)).isEqualTo(texts(0, 20));
        }
        stage.restart();

        List<String> expected = new ArrayList<>();
        texts(0, 20).forEach(text -> expected.add(text + ":2!"));
        texts(20, 100).forEach(text -> expected.add(text + ":1"));
        assertThat(leftOver()).isEqualTo(expected);
    }

    @Test
    void keepsTheNumberOfDeliveries() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(queue, "a");
            client.session().commit();
            Inbox inbox = client.inbox(queue);
            for (int i = 0; i < 3; i++) {
                assertThat(inbox.text()).isEqualTo("a");
                client.session().rollback();
            }
        }
        stage.restart();
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            assertThat(Inbox.presentations(client.inbox(queue).next(1))).containsExactly("a:4!");
        }
        stage.restart();

        assertThat(leftOver()).containsExactly("a:5!");
    }

    @Test
    void keepsPriorities() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int priority = 0; priority < 10; priority++) {
                producer.send(client.session().createTextMessage("p" + priority), 2, priority, 0);
            }
        }
        stage.restart();

        assertThat(leftOver())
                .containsExactly("p9:1", "p8:1", "p7:1", "p6:1", "p5:1", "p4:1", "p3:1", "p2:1", "p1:1", "p0:1");
    }

    @Test
    void keepsDurableSubscriptions() throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.identified("restart", Session.AUTO_ACKNOWLEDGE)) {
            client.durable(topic, "all").close();
            client.session()
                    .createDurableConsumer(topic, "red", "colour = 'red'", false)
                    .close();
            client.durable(topic, "gone").close();
            client.session().unsubscribe("gone");
            publishColours(client, topic);
        }
        stage.restart();

        try (Client client = stage.identified("restart", Session.AUTO_ACKNOWLEDGE)) {
            publishColours(client, topic);
            Inbox red = new Inbox(client.session().createDurableConsumer(topic, "red", "colour = 'red'", false));

            assertThat(red.rest()).containsExactly("red", "red");
            assertThat(client.durable(topic, "all").rest()).containsExactly("red", "blue", "red", "blue");
            assertThat(client.durable(topic, "gone").rest()).isEmpty();
        }
    }

    @Test
    void survivesSeveralRestartsWithNothingToDo() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a");
        }
        for (int i = 0; i < 4; i++) {
            stage.restart();
        }

        assertThat(leftOver()).containsExactly("a:1");
    }

    @Test
    @Assertion("JMS:SPEC:187")
    void tellsOpenConnectionsThatTheBrokerIsGone() throws Exception {
        CompletableFuture<JMSException> told = new CompletableFuture<>();
        try (Client client = fragile(Session.AUTO_ACKNOWLEDGE)) {
            client.connection().setExceptionListener(told::complete);
            Inbox inbox = client.inbox(queue);
            Aside<Object> receiver = Aside.run(() -> Failing.outcome(inbox.consumer()::receive));
            receiver.awaitWaiting();

            stage.restart();

            assertThat(told.get(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isInstanceOf(JMSException.class);
            assertThat(receiver.result()).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> client.send(queue, "lost")).isInstanceOf(JMSException.class);
        }
        assertThat(leftOver()).isEmpty();
    }

    /** A client that gives up at once when the broker goes away. */
    private Client fragile(int mode) throws JMSException {
        String url = stage.url() + "?reconnectTimeoutMillis=0";
        Connection connection = new ChasquiConnectionFactory(url).createConnection();
        connection.start();
        return new Client(connection, connection.createSession(mode));
    }

    private static void publishColours(Client client, Topic topic) throws JMSException {
        for (String colour : new String[] {"red", "blue"}) {
            Message message = client.session().createTextMessage(colour);
            message.setStringProperty("colour", colour);
            client.send(topic, message);
        }
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text" + i).toList();
    }

    private List<String> leftOver() throws JMSException {
        return Leftover.in(stage, queue);
    }
}
