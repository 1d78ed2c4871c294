package io.chasqui.samples.spring.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsMessagingTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code JmsTemplate} and its relatives, on a connection for each call, on cached sessions, and on a pool. */
@ParameterizedClass
@EnumSource(Pooling.class)
class TemplateTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort();

    private final Pooling pooling;
    private final String queue = BROKER.freshName("queue");
    private ConfigurableApplicationContext application;
    private JmsTemplate template;

    TemplateTest(Pooling pooling) {
        this.pooling = pooling;
    }

    /** Answers questions. */
    @Configuration(proxyBeanMethods = false)
    static final class Oracle {
        @JmsListener(destination = "questions")
        String answer(String question) {
            return question + " 42";
        }
    }

    @BeforeEach
    void start() {
        application = Boot.run(BROKER.url(), pooling, Oracle.class);
        template = application.getBean(JmsTemplate.class);
        template.setReceiveTimeout(5_000);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void receivesInOrderWhatItSends() {
        IntStream.range(0, 20).forEach(number -> template.convertAndSend(queue, "order " + number));

        assertThat(IntStream.range(0, 20).mapToObj(number -> template.receiveAndConvert(queue)))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(number -> (Object) ("order " + number))
                        .toList());
    }

    @Test
    void returnsWhenNothingComes() {
        template.setReceiveTimeout(20);
        assertThat(template.receive(queue)).isNull();

        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        assertThat(template.receive(queue)).isNull();
    }

    @Test
    void receivesWithoutWaitingWhatIsThere() {
        template.convertAndSend(queue, "there");

        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);

        assertThat(template.receiveAndConvert(queue)).isEqualTo("there");
    }

    @Test
    void selects() {
        send("small", 5);
        send("large", 500);

        assertThat(template.receiveSelectedAndConvert(queue, "size > 100")).isEqualTo("large");
        assertThat(template.receiveAndConvert(queue)).isEqualTo("small");
    }

    @Test
    void browsesAndConsumesNothing() {
        template.convertAndSend(queue, "first");
        template.convertAndSend(queue, "second");

        List<String> browsed = template.browse(queue, (session, browser) -> {
            List<String> texts = new ArrayList<>();
            for (Enumeration<?> messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
                texts.add(((TextMessage) messages.nextElement()).getText());
            }
            return texts;
        });

        assertThat(browsed).containsExactly("first", "second");
        assertThat(template.receiveAndConvert(queue)).isEqualTo("first");
    }

    @Test
    void asksAndHearsTheAnswer() throws JMSException {
        for (int i = 0; i < 3; i++) {
            String question = "question " + i + ":";

            Message answer = template.sendAndReceive("questions", session -> session.createTextMessage(question));

            assertThat(answer).isInstanceOf(TextMessage.class);
            assertThat(((TextMessage) answer).getText()).isEqualTo(question + " 42");
        }
    }

    @Test
    void keepsHeadersAndProperties() throws JMSException {
        template.setExplicitQosEnabled(true);
        template.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        template.setPriority(7);
        template.setTimeToLive(60_000);
        template.convertAndSend(queue, "text", message -> {
            message.setJMSCorrelationID("c-1");
            message.setJMSType("order");
            message.setDoubleProperty("price", 1.5);
            return message;
        });

        Message received = template.receive(queue);

        assertThat(received).isNotNull();
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSExpiration() - received.getJMSTimestamp()).isEqualTo(60_000);
        assertThat(received.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(received.getJMSType()).isEqualTo("order");
        assertThat(received.getDoubleProperty("price")).isEqualTo(1.5);
    }

    @Test
    void delaysDelivery() {
        template.setDeliveryDelay(150);
        template.convertAndSend(queue, "later");
        template.setDeliveryDelay(-1);
        template.convertAndSend(queue, "now");

        assertThat(template.receiveAndConvert(queue)).isEqualTo("now");
        assertThat(template.receiveAndConvert(queue)).isEqualTo("later");
    }

    @Test
    void sendsAndReceivesInOneTransaction() {
        // tag::transaction[]
        ConnectionFactory factory = application.getBean(ConnectionFactory.class);
        TransactionTemplate transaction = new TransactionTemplate(new JmsTransactionManager(factory));
        // end::transaction[]
        String replies = BROKER.freshName("replies");
        template.convertAndSend(queue, "order");

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    template.convertAndSend(replies, "never: " + template.receiveAndConvert(queue));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        transaction.executeWithoutResult(status -> {
            template.convertAndSend(replies, "first " + template.receiveAndConvert(queue));
            template.convertAndSend(replies, "second");
        });

        assertThat(template.receiveAndConvert(replies)).isEqualTo("first order");
        assertThat(template.receiveAndConvert(replies)).isEqualTo("second");
        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        assertThat(template.receive(queue)).isNull();
        assertThat(template.receive(replies)).isNull();
    }

    @Test
    void convertsMapsAndObjects() {
        template.convertAndSend(queue, Map.of("article", "ink", "number", 3));
        template.convertAndSend(queue, new byte[] {1, 2, 3});

        assertThat(template.receiveAndConvert(queue)).isEqualTo(Map.of("article", "ink", "number", 3));
        assertThat(template.receiveAndConvert(queue)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void servesTheClientAndTheMessagingTemplate() {
        application.getBean(JmsClient.class).destination(queue).send("fluent", Map.of("size", 1));
        assertThat(application.getBean(JmsClient.class).destination(queue).receive(String.class))
                .contains("fluent");

        JmsMessagingTemplate messaging = application.getBean(JmsMessagingTemplate.class);
        messaging.convertAndSend(queue, "generic", Map.of("size", 2));
        assertThat(messaging.receiveAndConvert(queue, String.class)).isEqualTo("generic");
    }

    private void send(String text, int size) {
        template.convertAndSend(queue, text, message -> {
            message.setIntProperty("size", size);
            return message;
        });
    }
}
