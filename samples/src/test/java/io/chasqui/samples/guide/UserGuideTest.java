package io.chasqui.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.Durability;
import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the user guide do what the page says of them. */
class UserGuideTest {
    private static final long LONG_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private final ConnectionFactory factory = new ChasquiConnectionFactory("vm:guide");
    private Broker broker;
    private Connection connection;
    private Session session;

    @BeforeEach
    void start() throws IOException, JMSException {
        broker = Broker.start(BrokerOptions.embedded("guide", directory).withDurability(Durability.OS));
        connection = factory.createConnection();
        session = connection.createSession();
    }

    @AfterEach
    void stop() throws JMSException {
        connection.close();
        broker.close();
    }

    @Test
    void namesABrokerItsDirectoryAndItsDurability() {
        // tag::place[]
        var orders = new ChasquiConnectionFactory("vm:orders?data=/var/lib/orders&durability=disk");
        // end::place[]

        assertThat(orders.toString()).contains("vm:orders");
    }

    @Test
    void namesBrokersElsewhere() {
        // tag::remote[]
        var one = new ChasquiConnectionFactory("tcp://127.0.0.1:7710");
        var moving = new ChasquiConnectionFactory("tcp://host1:7710,host2:7710?reconnectTimeoutMillis=120000");
        // end::remote[]

        assertThat(one.toString()).contains("7710");
        assertThat(moving.toString()).contains("host2");
    }

    @Test
    void movesAnOrderIntoAnInvoice() throws JMSException {
        sendTo("orders", "espresso");

        transact();

        try (JMSContext context = factory.createContext()) {
            assertThat(context.createConsumer(context.createQueue("invoices")).receiveBody(String.class, LONG_MILLIS))
                    .isEqualTo("Invoice for espresso");
            assertThat(context.createConsumer(context.createQueue("orders")).receiveNoWait())
                    .isNull();
        }
    }

    private void transact() throws JMSException {
        // tag::transaction[]
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer orders = session.createConsumer(session.createQueue("orders"));
            MessageProducer invoices = session.createProducer(session.createQueue("invoices"));
            Message order = orders.receive(1_000);
            if (order != null) {
                invoices.send(invoiceFor(session, order));
                session.commit(); // the order is gone and the invoice is there, or neither
            }
        }
        // end::transaction[]
    }

    private static Message invoiceFor(Session session, Message order) throws JMSException {
        return session.createTextMessage("Invoice for " + order.getBody(String.class));
    }

    @Test
    void selects() throws JMSException {
        Queue queue = session.createQueue("parcels");
        // tag::selector[]
        MessageConsumer parcels =
                session.createConsumer(queue, "region = 'EU' AND weight BETWEEN 5 AND 10 AND JMSPriority >= 4");
        // end::selector[]
        connection.start();
        send(queue, parcel("heavy", "EU", 11));
        send(queue, parcel("far", "US", 7));
        send(queue, parcel("right", "EU", 7));

        assertThat(text(parcels)).isEqualTo("right");
        assertThat(text(session.createConsumer(queue))).isEqualTo("heavy");
    }

    @Test
    void keepsMessagesForADurableSubscriberWhoIsAway() throws JMSException {
        connection.close();
        // tag::durable[]
        connection = factory.createConnection();
        connection.setClientID("trader"); // before anything else, or as the option clientId of the URL
        session = connection.createSession();
        MessageConsumer prices = session.createDurableConsumer(session.createTopic("prices"), "log");
        // end::durable[]
        prices.close();
        send(session.createTopic("prices"), session.createTextMessage("12.50"));
        connection.start();
        prices = session.createDurableConsumer(session.createTopic("prices"), "log");
        assertThat(text(prices)).isEqualTo("12.50");

        prices.close();
        // tag::unsubscribe[]
        session.unsubscribe("log"); // and what is left in it is gone
        // end::unsubscribe[]

        assertThatThrownBy(() -> session.unsubscribe("log")).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void delays() throws JMSException {
        connection.start();
        Queue queue = session.createQueue("reminders");
        MessageProducer producer = session.createProducer(queue);
        Message reminder = session.createTextMessage("later");
        // tag::delay[]
        producer.setDeliveryDelay(30_000); // milliseconds, from the send, also in a transaction
        producer.send(reminder);
        // end::delay[]
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("now"));

        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(text(consumer)).isEqualTo("now");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(reminder.getJMSDeliveryTime()).isEqualTo(reminder.getJMSTimestamp() + 30_000);
    }

    @Test
    void sharesSubscriptions() throws JMSException {
        connection.start();
        Topic topic = session.createTopic("work");
        // tag::shared[]
        MessageConsumer worker = session.createSharedConsumer(topic, "workers"); // lives as long as it has a consumer
        MessageConsumer billing = session.createSharedDurableConsumer(topic, "billing"); // until unsubscribe("billing")
        // end::shared[]
        send(topic, session.createTextMessage("a"));

        assertThat(text(worker)).isEqualTo("a");
        assertThat(text(billing)).isEqualTo("a");
    }

    @Test
    void leavesOutItsOwn() throws JMSException {
        startAs("speaker");
        Topic topic = session.createTopic("talk");
        // tag::noLocal[]
        MessageConsumer heard = session.createConsumer(topic, null, true); // not what this connection sends
        MessageConsumer log =
                session.createDurableConsumer(topic, "log", null, true); // nor any with its client identifier
        // end::noLocal[]
        send(topic, session.createTextMessage("mine"));
        try (JMSContext other = factory.createContext()) {
            other.createProducer().send(topic, "theirs");
        }

        assertThat(text(heard)).isEqualTo("theirs");
        assertThat(text(log)).isEqualTo("theirs");
    }

    @Test
    void asksAndIsAnswered() throws JMSException {
        connection.start();
        Queue questions = session.createQueue("questions");
        MessageProducer producer = session.createProducer(questions);
        Message question = session.createTextMessage("How many?");
        try (JMSContext answering = factory.createContext()) {
            answering.createConsumer(questions).setMessageListener(asked -> answer(answering, asked));

            // tag::request[]
            TemporaryQueue replies = session.createTemporaryQueue(); // costs no round trip
            MessageConsumer answers = session.createConsumer(replies);
            question.setJMSReplyTo(replies);
            producer.send(question);
            Message answer = answers.receive(5_000);
            answers.close();
            replies.delete();
            // end::request[]

            assertThat(answer).isNotNull();
            assertThat(answer.getBody(String.class)).isEqualTo("42");
        }
    }

    private static void answer(JMSContext context, Message asked) {
        try {
            context.createProducer().send(asked.getJMSReplyTo(), "42");
        } catch (JMSException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void listens() throws JMSException, InterruptedException {
        BlockingQueue<Message> handled = new LinkedBlockingQueue<>();
        MessageConsumer consumer = session.createConsumer(session.createQueue("news"));
        // tag::listener[]
        consumer.setMessageListener(message -> handled.add(message));
        connection.start();
        // end::listener[]
        sendTo("news", "rain");

        Message first = handled.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(first).isInstanceOf(TextMessage.class);
    }

    private void startAs(String clientId) throws JMSException {
        connection.close();
        connection = factory.createConnection();
        connection.setClientID(clientId);
        connection.start();
        session = connection.createSession();
    }

    private Message parcel(String text, String region, int weight) throws JMSException {
        Message parcel = session.createTextMessage(text);
        parcel.setStringProperty("region", region);
        parcel.setIntProperty("weight", weight);
        return parcel;
    }

    private void send(Destination destination, Message message) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            producer.send(message);
        }
    }

    private void sendTo(String queue, String text) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(queue), text);
        }
    }

    private static String text(MessageConsumer consumer) throws JMSException {
        return consumer.receive(LONG_MILLIS).getBody(String.class);
    }
}
