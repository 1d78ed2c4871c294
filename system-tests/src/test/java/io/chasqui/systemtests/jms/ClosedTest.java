package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Objects that were closed refuse to work and may be closed again (§6.1.8, §6.2.15, §7, §8). */
@OverBothTransports
class ClosedTest {
    private final Stage stage;
    private final Queue queue;

    ClosedTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion("JMS:SPEC:107")
    void refusesTheUseOfAClosedConnection() throws JMSException {
        Connection connection = stage.factory().createConnection();
        connection.close();

        assertAllClosed(List.of(
                connection::createSession,
                () -> connection.createSession(true, Session.SESSION_TRANSACTED),
                () -> connection.createSession(Session.AUTO_ACKNOWLEDGE),
                connection::start,
                connection::stop,
                connection::getClientID,
                () -> connection.setClientID("late"),
                connection::getMetaData,
                connection::getExceptionListener,
                () -> connection.setExceptionListener(null)));
    }

    @Test
    @Assertion("JMS:SPEC:113")
    void refusesTheUseOfAClosedSession() throws JMSException {
        try (Client client = stage.client()) {
            Session session = client.session();
            session.close();

            assertAllClosed(List.of(
                    session::createMessage,
                    session::createTextMessage,
                    () -> session.createTextMessage("text"),
                    session::createBytesMessage,
                    session::createMapMessage,
                    session::getTransacted,
                    session::getAcknowledgeMode,
                    session::commit,
                    session::rollback,
                    session::recover,
                    () -> session.createQueue("q"),
                    () -> session.createTopic("t"),
                    () -> session.createProducer(queue),
                    () -> session.createConsumer(queue),
                    () -> session.createBrowser(queue),
                    () -> session.createDurableConsumer(session.createTopic("t"), "d"),
                    () -> session.unsubscribe("d"),
                    session::getMessageListener));
        }
    }

    @Test
    void refusesTheUseOfAClosedProducer() throws JMSException {
        try (Client client = stage.client()) {
            Message message = client.session().createMessage();
            MessageProducer producer = client.session().createProducer(queue);
            producer.close();

            assertAllClosed(List.of(
                    () -> producer.send(message),
                    () -> producer.send(queue, message),
                    () -> producer.send(message, 2, 4, 0),
                    producer::getDestination,
                    producer::getDeliveryMode,
                    () -> producer.setDeliveryMode(1),
                    () -> producer.setPriority(4),
                    () -> producer.setTimeToLive(1),
                    () -> producer.setDisableMessageID(true)));
        }
    }

    @Test
    void refusesTheUseOfAClosedConsumer() throws JMSException {
        try (Client client = stage.client()) {
            MessageConsumer consumer = client.session().createConsumer(queue);
            consumer.close();

            assertAllClosed(uses(consumer));
        }
    }

    @Test
    @Assertion({"JMS:SPEC:113", "JMS:SPEC:252"})
    void closesWhatBelongsToAClosedSession() throws JMSException {
        try (Client client = stage.client()) {
            Message message = client.session().createMessage();
            MessageProducer producer = client.session().createProducer(queue);
            MessageConsumer consumer = client.session().createConsumer(queue);
            client.session().close();

            assertAllClosed(uses(consumer));
            assertAllClosed(List.of(() -> producer.send(message)));
        }
    }

    @Test
    @Assertion({"JMS:SPEC:107", "JMS:SPEC:251", "JMS:SPEC:260"})
    void closesWhatBelongsToAClosedConnection() throws JMSException {
        Client client = stage.client();
        Message message = client.session().createMessage();
        MessageProducer producer = client.session().createProducer(queue);
        MessageConsumer consumer = client.session().createConsumer(queue);
        client.close();

        assertAllClosed(uses(consumer));
        assertAllClosed(List.of(
                () -> producer.send(message),
                client.session()::createMessage,
                () -> client.session().rollback()));
    }

    @Test
    @Assertion({"JMS:SPEC:108", "JMS:SPEC:114", "JMS:SPEC:201"})
    void mayBeClosedAgain() throws JMSException {
        Client client = stage.client();
        MessageProducer producer = client.session().createProducer(queue);
        MessageConsumer consumer = client.session().createConsumer(queue);
        for (int i = 0; i < 2; i++) {
            producer.close();
            consumer.close();
        }
        client.session().close();
        client.session().close();
        client.close();
        client.close();

        client.session().close();
        producer.close();
        consumer.close();
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    @Assertion({"JMS:SPEC:113", "JMS:SPEC:199"})
    void letsMessagesOutliveTheirSession() throws JMSException {
        Message received;
        try (Client client = stage.client()) {
            received = client.roundTrip(queue, client.session().createTextMessage("kept"));
        }

        assertThat(Inbox.textOf(received)).isEqualTo("kept");
        assertThat(received.getJMSDestination()).isEqualTo(queue);
    }

    @Test
    void refusesTheUseOfAClosedContext() {
        JMSContext context = stage.factory().createContext();
        JMSProducer producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();
        context.close();

        List<ThrowingCallable> calls = List.of(
                context::createTextMessage,
                context::createProducer,
                () -> context.createConsumer(queue),
                () -> context.createQueue("q"),
                context::start,
                context::stop,
                context::commit,
                context::acknowledge,
                context::getClientID,
                context::getTransacted,
                () -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE),
                () -> producer.send(queue, "late"),
                consumer::receive,
                () -> consumer.receive(1),
                consumer::receiveNoWait,
                () -> consumer.receiveBody(String.class),
                consumer::getMessageListener);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateRuntimeException.class);
        }
        consumer.close();
    }

    private static List<ThrowingCallable> uses(MessageConsumer consumer) {
        return List.of(
                consumer::receive,
                () -> consumer.receive(1),
                consumer::receiveNoWait,
                consumer::getMessageSelector,
                consumer::getMessageListener,
                () -> consumer.setMessageListener(message -> {}));
    }

    private static void assertAllClosed(List<ThrowingCallable> calls) {
        for (int i = 0; i < calls.size(); i++) {
            assertThatThrownBy(calls.get(i))
                    .as("call %d", i)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }
}
