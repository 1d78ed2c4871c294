package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A durable subscription goes on collecting while its subscriber is away, whatever happens to the broker. */
class DurableSubscriptionRestartTest {
    private static final long WAIT_MILLIS = 10_000;
    private static final long NOTHING_MORE_MILLIS = 500;

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final ChasquiConnectionFactory factory = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port);

    @ParameterizedTest(name = "shared: {0}")
    @ValueSource(booleans = {false, true})
    @Assertion({"JMS:SPEC:151", "JMS:SPEC:166"})
    void keepsWhatWasPublishedBetweenCreationAndUnsubscribe(boolean shared) throws JMSException {
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data, port)) {
            publish("before the subscription");
            assertThat(read(shared)).isEmpty();
            publish("one", "two");
            broker.kill();
        }
        try (BrokerProcess broker = BrokerProcess.start(data, port)) {
            publish("three");
            assertThat(broker.terminate()).isZero();
        }
        try (BrokerProcess broker = BrokerProcess.start(data, port)) {
            publish("four");
            assertThat(read(shared)).as("log: %s", broker.log()).containsExactly("one", "two", "three", "four");
            unsubscribe(shared);
            publish("after the subscription");
            broker.kill();
        }
        try (BrokerProcess broker = BrokerProcess.start(data, port)) {
            assertThat(read(shared)).as("log: %s", broker.log()).isEmpty();
        }
    }

    private void publish(String... texts) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createTopic("prices"));
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    private List<String> read(boolean shared) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect(shared)) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Topic topic = session.createTopic("prices");
            MessageConsumer consumer = shared
                    ? session.createSharedDurableConsumer(topic, "log")
                    : session.createDurableConsumer(topic, "log");
            TextMessage message = (TextMessage) consumer.receive(NOTHING_MORE_MILLIS);
            while (message != null) {
                texts.add(message.getText());
                message = (TextMessage) consumer.receive(texts.size() < 4 ? WAIT_MILLIS : NOTHING_MORE_MILLIS);
            }
            session.commit();
        }
        return texts;
    }

    private void unsubscribe(boolean shared) throws JMSException {
        try (Connection connection = connect(shared)) {
            connection.createSession(false, Session.AUTO_ACKNOWLEDGE).unsubscribe("log");
        }
    }

    private Connection connect(boolean shared) throws JMSException {
        Connection connection = factory.createConnection();
        if (!shared) {
            connection.setClientID("restart-test");
        }
        return connection;
    }
}
