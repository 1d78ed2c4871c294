package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** What a message listener may and must not do with its own objects (§8.8, Javadoc of {@code close}). */
final class OwnListenerIT {
    private static final long PATIENCE_SECONDS = 20;

    @Test
    void aListenerMayCloseItsOwnConsumer() throws Exception {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        CompletableFuture<String> outcome = new CompletableFuture<>();
        try (Connection connection = Names.connectionFactory().createConnection();
                Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(queue);
            consumer.setMessageListener(message -> complete(outcome, () -> {
                consumer.close();
                return "closed";
            }));
            connection.start();
            session.createProducer(queue).send(session.createMessage());

            assertEquals("closed", await(outcome));
        }
    }

    @Test
    void aListenerMayCloseItsOwnSimplifiedConsumer() throws Exception {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        CompletableFuture<String> outcome = new CompletableFuture<>();
        try (JMSContext context = Names.connectionFactory().createContext()) {
            JMSConsumer consumer = context.createConsumer(queue);
            consumer.setMessageListener(message -> complete(outcome, () -> {
                consumer.close();
                return "closed";
            }));
            context.createProducer().send(queue, "close yourself");

            assertEquals("closed", await(outcome));
        }
    }

    @Test
    void aListenerMustNotEndItsSessionOrConnection() throws Exception {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        CompletableFuture<String> outcome = new CompletableFuture<>();
        try (Connection connection = Names.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            consumer.setMessageListener(message -> complete(outcome, () -> {
                assertThrows(IllegalStateException.class, session::close);
                assertThrows(IllegalStateException.class, connection::stop);
                assertThrows(IllegalStateException.class, connection::close);
                return "refused";
            }));
            connection.start();
            session.createProducer(queue).send(session.createMessage());

            assertEquals("refused", await(outcome));
        }
    }

    @Test
    void aListenerMustNotEndItsContext() throws Exception {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        CompletableFuture<String> outcome = new CompletableFuture<>();
        try (JMSContext context = Names.connectionFactory().createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            consumer.setMessageListener(message -> complete(outcome, () -> {
                assertThrows(IllegalStateRuntimeException.class, context::stop);
                assertThrows(IllegalStateRuntimeException.class, context::close);
                return "refused";
            }));
            context.createProducer().send(queue, "try it");

            assertEquals("refused", await(outcome));
        }
    }

    @Test
    void aListenerThatThrowsGetsTheMessageAgain() throws Exception {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        CompletableFuture<Message> again = new CompletableFuture<>();
        try (Connection connection = Names.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            consumer.setMessageListener(message -> throwOnce(message, again));
            connection.start();
            session.createProducer(queue).send(session.createTextMessage("twice"));

            Message second = assertInstanceOf(Message.class, await(again));
            assertEquals(2, second.getIntProperty("JMSXDeliveryCount"));
            assertEquals("twice", second.getBody(String.class));
        }
    }

    @Test
    void aConsumerWithAListenerCannotReceive() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        try (Connection connection = Names.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            consumer.setMessageListener(message -> {});
            connection.start();

            assertThrows(IllegalStateException.class, () -> consumer.receive(1));
        }
    }

    private static void throwOnce(Message message, CompletableFuture<Message> again) {
        boolean redelivered;
        try {
            redelivered = message.getJMSRedelivered();
        } catch (JMSException failure) {
            again.completeExceptionally(failure);
            return;
        }
        if (!redelivered) {
            throw new UnsupportedOperationException("The first time is refused.");
        }
        again.complete(message);
    }

    private static void complete(CompletableFuture<String> outcome, Step step) {
        try {
            outcome.complete(step.take());
        } catch (JMSException | RuntimeException | AssertionError failure) {
            outcome.completeExceptionally(failure);
        }
    }

    private static <T> T await(CompletableFuture<T> outcome)
            throws ExecutionException, InterruptedException, TimeoutException {
        return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a listener does. */
    private interface Step {
        String take() throws JMSException;
    }
}
