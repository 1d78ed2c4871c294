package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors find their messages behind any others, with the logic of three values (§3.8). */
final class SelectorIT {
    private static final long SHORT_MILLIS = 200;
    private static final long LONG_MILLIS = 10_000;
    private static final int BEFORE = 2_000;

    @Test
    void aMatchIsFoundBehindManyOthers() throws NamingException {
        Queue queue = Names.emptyQueue("Q2");
        try (JMSContext context = Names.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSProducer producer = context.createProducer().setProperty("kind", "other");
            for (int i = 0; i < BEFORE; i++) {
                producer.send(queue, "other");
            }
            producer.setProperty("kind", "wanted").send(queue, "wanted");
            context.commit();

            try (JMSConsumer consumer = context.createConsumer(queue, "kind = 'wanted'")) {
                assertEquals("wanted", consumer.receiveBody(String.class, LONG_MILLIS));
                assertNull(consumer.receive(SHORT_MILLIS));
            }
            context.commit();
        }
        Names.emptyQueue("Q2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent = 1",
                "absent <> 1",
                "NOT (absent = 1)",
                "absent BETWEEN 1 AND 2",
                "absent NOT IN ('a')",
                "absent NOT LIKE 'a%'",
                "absent = absent",
                "text > 1",
                "text = 1",
                "number = '1'"
            })
    void whatIsUnknownDoesNotMatch(String selector) throws NamingException {
        assertNull(selected(selector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent IS NULL",
                "absent = 1 OR number = 1",
                "NOT (absent = 1 AND number = 2)",
                "number = 1.0",
                "text LIKE 'a!_%' ESCAPE '!'",
                "JMSPriority BETWEEN 0 AND 9 AND JMSDeliveryMode = 'PERSISTENT'"
            })
    void whatIsTrueMatches(String selector) throws NamingException {
        assertEquals("here", selected(selector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"number =", "1 +", "NULL = 1 AND", "number LIKE 'a'' ESCAPE", "(number = 1"})
    void whatIsNoSelectorIsRefused(String selector) throws NamingException {
        Queue queue = Names.queue("Q2");
        try (JMSContext context = Names.connectionFactory().createContext()) {
            assertThrows(InvalidSelectorRuntimeException.class, () -> context.createConsumer(queue, selector));
        }
    }

    private static String selected(String selector) throws NamingException {
        Queue queue = Names.emptyQueue("Q2");
        try (JMSContext context = Names.connectionFactory().createContext()) {
            context.createProducer()
                    .setProperty("number", 1)
                    .setProperty("text", "a_b")
                    .send(queue, "here");
            try (JMSConsumer consumer = context.createConsumer(queue, selector)) {
                return consumer.receiveBody(String.class, SHORT_MILLIS);
            }
        } finally {
            Names.emptyQueue("Q2");
        }
    }
}
