package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Browsers look and do not take (§4.1.6). */
final class BrowserIT {
    private static final long LONG_MILLIS = 10_000;
    private static final int MESSAGES = 1_500;

    @Test
    void aBrowserShowsAllInOrderAndTakesNothing() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("MY_QUEUE2");
        try (JMSContext context = Names.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED)) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                context.createProducer().setProperty("odd", i % 2 == 1).send(queue, "text " + i);
                sent.add("text " + i);
            }
            context.commit();

            assertEquals(sent, seen(context.createBrowser(queue)));
            assertEquals(MESSAGES / 2, seen(context.createBrowser(queue, "odd")).size());

            try (JMSConsumer consumer = context.createConsumer(queue)) {
                for (String each : sent) {
                    assertEquals(each, consumer.receiveBody(String.class, LONG_MILLIS));
                }
            }
            context.commit();
        }
    }

    @Test
    void aBrowserOfAnEmptyQueueEnds() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("MY_QUEUE2");
        try (JMSContext context = Names.connectionFactory().createContext()) {
            Enumeration<?> messages = context.createBrowser(queue).getEnumeration();

            assertFalse(messages.hasMoreElements());
            assertThrows(NoSuchElementException.class, () -> messages.nextElement());
        }
    }

    private static List<String> seen(QueueBrowser browser) throws JMSException {
        List<String> bodies = new ArrayList<>();
        for (Object each : Collections.list((Enumeration<?>) browser.getEnumeration())) {
            bodies.add(((Message) each).getBody(String.class));
        }
        browser.close();
        return bodies;
    }
}
