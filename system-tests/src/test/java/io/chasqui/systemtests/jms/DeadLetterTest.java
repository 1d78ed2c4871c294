package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A message that fails again and again goes to a dead-letter queue of its own, without being asked for. */
@OverBothTransports
class DeadLetterTest {
    private static final long LONG_MILLIS = 60_000;

    private final Stage stage;
    private final Queue queue;

    DeadLetterTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.patientQueue();
    }

    @Test
    @Assertion("JMS:SPEC:35")
    void setsAPoisonousMessageAsideAfterTenDeliveries() throws JMSException {
        AtomicInteger failures = new AtomicInteger();
        try (Client sender = stage.client();
                Client listener = stage.client();
                Client reader = stage.client()) {
            Queue dead = reader.session().createQueue("DLQ." + queue.getQueueName());
            sender.send(queue, "poison", "good");
            listener.session().createConsumer(queue).setMessageListener(message -> handle(message, failures));

            try (Inbox inbox = reader.inbox(dead)) {
                Message letter = inbox.consumer().receive(LONG_MILLIS);
                assertThat(letter.getBody(String.class)).isEqualTo("poison");
                assertThat(letter.getJMSRedelivered()).isFalse();
                assertThat(letter.getStringProperty("JMS_Chasqui_Origin")).isEqualTo("queue " + queue.getQueueName());
                assertThat(letter.getStringProperty("JMS_Chasqui_Reason")).isEqualTo("DELIVERIES_EXHAUSTED");
                assertThat(letter.getIntProperty("JMS_Chasqui_DeliveryCount")).isEqualTo(10);
                assertThat(letter.getStringProperty("JMS_Chasqui_LastConsumer")).contains("user anonymous");
                assertThat(letter.getLongProperty("JMS_Chasqui_SetAsideAt"))
                        .isGreaterThanOrEqualTo(letter.getJMSTimestamp());
                assertThat(letter.getJMSDestination()).isEqualTo(queue);
            }
        }
        assertThat(failures).hasValue(10);
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void letsAnApplicationSendADeadLetterBack() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client()) {
            reader.send(queue, "again");
            try (Inbox inbox = client.inbox(queue)) {
                for (int i = 0; i < 10; i++) {
                    assertThat(inbox.consumer().receive(LONG_MILLIS)).isNotNull();
                    client.session().rollback();
                }
            }
            Queue dead = reader.session().createQueue("DLQ." + queue.getQueueName());
            try (Inbox letters = reader.inbox(dead)) {
                reader.send(queue, letters.next());
            }

            try (Inbox inbox = reader.inbox(queue)) {
                Message back = inbox.next();
                assertThat(back.getBody(String.class)).isEqualTo("again");
                assertThat(back.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
                assertThat(back.propertyExists("JMS_Chasqui_Origin")).isFalse();
            }
        }
    }

    private static void handle(Message message, AtomicInteger failures) {
        try {
            if (((TextMessage) message).getText().equals("poison")) {
                failures.incrementAndGet();
                throw new IllegalStateException("The test's listener fails for 'poison'.");
            }
        } catch (JMSException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
