package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Durable and shared subscriptions (§4.2.3). */
final class SubscriptionIT {
    private static final long SHORT_MILLIS = 200;
    private static final long LONG_MILLIS = 10_000;
    private static final String NAME = "conformance";

    private final ConnectionFactory identified;
    private final ConnectionFactory factory;
    private final Topic topic;

    SubscriptionIT() throws NamingException {
        identified = Names.find("DURABLE_SUB_CONNECTION_FACTORY", ConnectionFactory.class);
        factory = Names.connectionFactory();
        topic = Names.topic("MY_TOPIC");
    }

    @Test
    void aDurableSubscriptionKeepsWhatComesWhileNobodyListens() {
        try (JMSContext context = identified.createContext()) {
            context.createDurableConsumer(topic, NAME).close();
            context.createProducer().send(topic, "missed");
        }
        try (JMSContext context = identified.createContext()) {
            JMSConsumer consumer = context.createDurableConsumer(topic, NAME);
            assertEquals("missed", consumer.receiveBody(String.class, LONG_MILLIS));
            assertThrows(JMSRuntimeException.class, () -> context.unsubscribe(NAME));
            consumer.close();
            context.unsubscribe(NAME);
        }
    }

    @Test
    void anotherSelectorBeginsTheSubscriptionAnew() {
        try (JMSContext context = identified.createContext()) {
            context.createDurableConsumer(topic, NAME, "kind = 1", false).close();
            context.createProducer().setProperty("kind", 1).send(topic, "of the old one");
            try (JMSConsumer consumer = context.createDurableConsumer(topic, NAME, "kind = 2", false)) {
                assertNull(consumer.receive(SHORT_MILLIS));
            }
            context.unsubscribe(NAME);
        }
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneConsumer() {
        try (JMSContext one = factory.createContext();
                JMSContext two = factory.createContext();
                JMSConsumer first = one.createSharedConsumer(topic, NAME);
                JMSConsumer second = two.createSharedConsumer(topic, NAME)) {
            Set<String> sent = new TreeSet<>();
            for (int i = 0; i < 10; i++) {
                one.createProducer().send(topic, "text " + i);
                sent.add("text " + i);
            }

            Set<String> received = new TreeSet<>();
            int count = 0;
            while (received.size() < sent.size() && count < 2 * sent.size()) {
                count += take(first, received) + take(second, received);
            }
            assertEquals(sent, received);
            assertEquals(sent.size(), count);
            assertNull(first.receive(SHORT_MILLIS));
            assertNull(second.receive(SHORT_MILLIS));
        }
    }

    @Test
    void aSharedDurableSubscriptionOutlivesItsConsumers() {
        try (JMSContext context = factory.createContext()) {
            context.createSharedDurableConsumer(topic, NAME).close();
            context.createProducer().send(topic, "missed");
            try (JMSConsumer consumer = context.createSharedDurableConsumer(topic, NAME)) {
                assertEquals("missed", consumer.receiveBody(String.class, LONG_MILLIS));
            }
            context.unsubscribe(NAME);
        }
    }

    @Test
    void anUnsharedDurableSubscriptionHasOneConsumer() {
        try (JMSContext context = identified.createContext()) {
            JMSConsumer consumer = context.createDurableConsumer(topic, NAME);
            assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, NAME));
            consumer.close();
            context.unsubscribe(NAME);
        }
    }

    private static int take(JMSConsumer consumer, Set<String> received) {
        String body = consumer.receiveBody(String.class, SHORT_MILLIS);
        if (body == null) {
            return 0;
        }
        received.add(body);
        return 1;
    }
}
