package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, and what the next start finds. */
class CleanStopTest {
    private static final long WAIT_MILLIS = 10_000;
    private static final long NOTHING_MORE_MILLIS = 500;

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final ChasquiConnectionFactory factory = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port);

    private record Seen(String text, boolean redelivered, int deliveryCount) {}

    @Test
    void stopsWithStatusZeroAndFindsEverythingAgain() throws JMSException {
        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            send("orders", 0, 200);

            assertThat(broker.terminate())
                    .as("exit status; log: %s", broker.log())
                    .isZero();
            assertThat(broker.furtherOutput())
                    .as("standard output behind the ready line")
                    .isEmpty();
        }

        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            assertThat(drain("orders")).containsExactlyElementsOf(seen(0, 200, 1));
            assertThat(broker.terminate()).isZero();
        }
        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            assertThat(drain("orders"))
                    .as("what was acknowledged stays away; log: %s", broker.log())
                    .isEmpty();
        }
    }

    @Test
    void stopsWithStatusZeroUnderClientsThatAreConnected() throws JMSException {
        try (BrokerProcess broker = BrokerProcess.start(data(), port);
                Connection connection = new ChasquiConnectionFactory(
                                "tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000")
                        .createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("orders");
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("before"));

            assertThat(broker.terminate())
                    .as("exit status; log: %s", broker.log())
                    .isZero();

            try (BrokerProcess next = BrokerProcess.start(data(), port)) {
                producer.send(session.createTextMessage("after"));
                MessageConsumer consumer = session.createConsumer(queue);
                assertThat(textOf(consumer.receive(WAIT_MILLIS))).isEqualTo("before");
                assertThat(textOf(consumer.receive(WAIT_MILLIS)))
                        .as("the client attaches again by itself; log: %s", next.log())
                        .isEqualTo("after");
            }
        }
    }

    @Test
    void flagsExactlyWhatWasDelivered() throws JMSException {
        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            send("orders", 0, 50);
            receiveWithoutAcknowledging("orders", 10);
            assertThat(broker.terminate()).isZero();
        }

        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            List<Seen> expected = new ArrayList<>(seen(0, 10, 2));
            expected.addAll(seen(10, 50, 1));
            assertThat(drain("orders")).as("log: %s", broker.log()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void flagsNothingThatWasNeverDelivered() throws JMSException {
        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            send("orders", 0, 300);
            send("read-before", 0, 20);
            assertThat(drain("read-before")).hasSize(20);
            send("read-before", 20, 40);
            assertThat(broker.terminate()).isZero();
        }

        try (BrokerProcess broker = BrokerProcess.start(data(), port)) {
            assertThat(drain("orders")).as("log: %s", broker.log()).containsExactlyElementsOf(seen(0, 300, 1));
            assertThat(drain("read-before")).containsExactlyElementsOf(seen(20, 40, 1));
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void send(String queue, int from, int to) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (int i = from; i < to; i++) {
                producer.send(session.createTextMessage("message " + i));
            }
            session.commit();
        }
    }

    private void receiveWithoutAcknowledging(String queue, int count) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            for (int i = 0; i < count; i++) {
                assertThat(textOf(consumer.receive(WAIT_MILLIS))).isEqualTo("message " + i);
            }
        }
    }

    private List<Seen> drain(String queue) throws JMSException {
        List<Seen> all = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            Message message = consumer.receive(NOTHING_MORE_MILLIS);
            while (message != null) {
                all.add(new Seen(
                        textOf(message), message.getJMSRedelivered(), message.getIntProperty("JMSXDeliveryCount")));
                message = consumer.receive(NOTHING_MORE_MILLIS);
            }
            session.commit();
        }
        return all;
    }

    private static List<Seen> seen(int from, int to, int deliveryCount) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Seen("message " + i, deliveryCount > 1, deliveryCount))
                .toList();
    }

    private static String textOf(Message message) throws JMSException {
        assertThat(message).as("a message within the time").isInstanceOf(TextMessage.class);
        return ((TextMessage) message).getText();
    }
}
