package io.chasqui.samples.spring.usage;

import static io.chasqui.protocol.frame.FrameKind.CLOSE_CONNECTION;
import static io.chasqui.protocol.frame.FrameKind.CLOSE_SESSION;
import static io.chasqui.protocol.frame.FrameKind.OPEN_CONNECTION;
import static io.chasqui.protocol.frame.FrameKind.OPEN_SESSION;
import static io.chasqui.protocol.frame.FrameKind.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jms.core.JmsTemplate;

/**
 * What Spring's calls cost on the way to the broker. Frames are counted where they arrive; round trips are counted by
 * keeping the broker's answers back until the calling thread waits for them.
 */
class RoundTripTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort();

    private final String queue = BROKER.freshName("queue");
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    @AfterEach
    void stop() {
        applications.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void sendsWithoutAPoolInOneRoundTrip() {
        JmsTemplate template = template(Pooling.NONE);
        awaitTheEndOfAllConnections();

        int roundTrips = RoundTrips.of(BROKER.turnstile(), () -> template.convertAndSend(queue, "text"));

        assertThat(roundTrips).isEqualTo(1);
        template.convertAndSend(queue, "behind the frames of the first");
        assertThat(BROKER.turnstile().frames())
                .containsSequence(OPEN_CONNECTION, OPEN_SESSION, SEND, CLOSE_SESSION, CLOSE_CONNECTION);
    }

    @Test
    void sendsWithCachedSessionsInOneRoundTripAndOneFrame() {
        JmsTemplate template = template(Pooling.CACHING);

        int roundTrips = RoundTrips.of(BROKER.turnstile(), () -> template.convertAndSend(queue, "text"));

        assertThat(roundTrips).isEqualTo(1);
        assertThat(BROKER.turnstile().frames()).containsExactly(SEND);
    }

    @Test
    void sendsWithAPoolInOneRoundTripAndOneFrame() {
        JmsTemplate template = template(Pooling.POOL);

        int roundTrips = RoundTrips.of(BROKER.turnstile(), () -> template.convertAndSend(queue, "text"));

        assertThat(roundTrips).isEqualTo(1);
        assertThat(BROKER.turnstile().frames()).containsExactly(SEND);
    }

    @Test
    void receivesWithCachedSessionsInOneRoundTrip() {
        JmsTemplate template = template(Pooling.CACHING);
        template.convertAndSend(queue, "text");

        int roundTrips = RoundTrips.of(
                BROKER.turnstile(),
                () -> assertThat(template.receiveAndConvert(queue)).isEqualTo("text"));

        assertThat(roundTrips).isEqualTo(1);
    }

    /** One to receive, one for the end of the connection, as what it leaves must be there for others. */
    @Test
    void receivesWithoutAPoolInTwoRoundTrips() {
        JmsTemplate template = template(Pooling.NONE);
        template.convertAndSend(queue, "text");
        awaitTheEndOfAllConnections();

        int roundTrips = RoundTrips.of(
                BROKER.turnstile(),
                () -> assertThat(template.receiveAndConvert(queue)).isEqualTo("text"));

        assertThat(roundTrips).isEqualTo(2);
    }

    @Test
    void keepsLocalWhatNeedsNoBroker() throws JMSException {
        try (Connection connection = new ChasquiConnectionFactory(BROKER.url()).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            Queue destination = session.createQueue(queue);
            MessageConsumer consumer = session.createConsumer(destination);
            connection.start();
            assertThat(consumer.receive(1)).isNull();
            BROKER.turnstile().reset();
            BROKER.turnstile().keepAnswers();

            connection.stop();
            connection.start();
            for (int i = 0; i < 3; i++) {
                assertThat(consumer.receive(1)).isNull();
                session.commit();
                session.rollback();
            }
            Session another = connection.createSession();
            MessageProducer producer = another.createProducer(destination);
            Session unused = connection.createSession();
            BROKER.turnstile().letAllGo();
            producer.send(another.createTextMessage("behind everything before"));

            assertThat(BROKER.turnstile().frames()).containsExactly(OPEN_SESSION, SEND);
            unused.close();
        }
    }

    @Test
    void makesTemporaryQueuesWithoutWaiting() throws JMSException {
        try (Connection connection = new ChasquiConnectionFactory(BROKER.url()).createConnection();
                Session session = connection.createSession()) {
            BROKER.turnstile().keepAnswers();

            Queue replies = session.createTemporaryQueue();

            BROKER.turnstile().letAllGo();
            session.createProducer(replies).send(session.createTextMessage("it is there"));
        }
    }

    @Test
    void receivesFirstInOneRoundTrip() throws JMSException {
        try (Connection connection = new ChasquiConnectionFactory(BROKER.url()).createConnection();
                Session session = connection.createSession()) {
            Queue destination = session.createQueue(queue);
            session.createProducer(destination).send(session.createTextMessage("text"));
            connection.start();

            int roundTrips = RoundTrips.of(BROKER.turnstile(), () -> {
                try (MessageConsumer consumer = session.createConsumer(destination)) {
                    assertThat(consumer.receive(5_000)).isNotNull();
                }
            });

            assertThat(roundTrips).isEqualTo(1);
        }
    }

    @Test
    void sharesASocketAmongTheConnectionsOfAFactory() {
        int before = BROKER.turnstile().links();
        JmsTemplate template = template(Pooling.NONE);

        for (int i = 0; i < 10; i++) {
            template.convertAndSend(queue, "text");
        }

        assertThat(BROKER.turnstile().links() - before).isEqualTo(1);
        assertThat(Collections.frequency(BROKER.turnstile().frames(), OPEN_CONNECTION))
                .isEqualTo(10);
    }

    private static void awaitTheEndOfAllConnections() {
        Awaitility.await().until(() -> BROKER.turnstile().connections() == 0);
        BROKER.turnstile().reset();
    }

    /** A template that was used, so that what it keeps is there: the pool has two connections. */
    private JmsTemplate template(Pooling pooling) {
        ConfigurableApplicationContext application = Boot.run(BROKER.url(), pooling, Boot.Base.class);
        applications.add(application);
        JmsTemplate template = application.getBean(JmsTemplate.class);
        template.setReceiveTimeout(5_000);
        template.convertAndSend("warm-up", "one");
        template.convertAndSend("warm-up", "two");
        BROKER.turnstile().reset();
        return template;
    }
}
