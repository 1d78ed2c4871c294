package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors choose by headers and properties (§3.8); what nobody chooses stays, and hides nothing. */
@OverBothTransports
class SelectorTest {
    private static final int DEEP = 5_000;

    private final Stage stage;
    private final Queue queue;

    SelectorTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:38")
    @ValueSource(
            strings = {
                "colour = 'red'",
                "colour <> 'blue'",
                "weight = 10",
                "weight = 10.0",
                "weight > 9.5 AND weight <= 10",
                "weight BETWEEN 10 AND 11",
                "weight NOT BETWEEN 11 AND 12",
                "colour IN ('blue', 'red')",
                "colour NOT IN ('blue')",
                "colour LIKE 'r_d'",
                "colour LIKE 'r%'",
                "label LIKE '50!%%' ESCAPE '!'",
                "colour NOT LIKE 'b%'",
                "size IS NULL",
                "weight IS NOT NULL",
                "fragile",
                "fragile = TRUE",
                "NOT (fragile = FALSE)",
                "weight * 2 + 1 = 21",
                "-weight < 0",
                "price / 4 = 0.625",
                "colour = 'blue' OR weight = 10",
                "size > 1 OR fragile",
                "quote = 'it''s'",
                "weight = 10L AND price = 2.5d",
                "weight = 0xA",
                "JMSPriority > 6",
                "JMSDeliveryMode = 'NON_PERSISTENT'",
                "JMSType = 'parcel'",
                "JMSCorrelationID LIKE 'order-%'",
                "JMSTimestamp > 0",
                "JMSMessageID LIKE 'ID:%'",
                "   colour\n=\t'red'   ",
                "Colour IS NULL",
                ""
            })
    void chooses(String selector) throws JMSException {
        try (Client client = stage.client()) {
            send(client, parcel(client));
            try (Inbox inbox = client.inbox(queue, selector)) {
                assertThat(inbox.rest()).containsExactly("parcel");
            }
        }
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:38")
    @ValueSource(
            strings = {
                "colour = 'RED'",
                "colour = 10",
                "weight = '10'",
                "weight > 10",
                "size > 1",
                "NOT (size > 1)",
                "size = 1 OR size <> 1",
                "fragile = FALSE",
                "NOT fragile",
                "colour LIKE 'r'",
                "colour LIKE 'e%'",
                "label LIKE '50!_%' ESCAPE '!'",
                "colour IS NULL",
                "Colour = 'red'",
                "JMSPriority < 5",
                "JMSDeliveryMode = 'PERSISTENT'",
                "weight / 0 = 1 AND weight <> weight"
            })
    void leaves(String selector) throws JMSException {
        try (Client client = stage.client()) {
            send(client, parcel(client));
            try (Inbox inbox = client.inbox(queue, selector)) {
                assertThat(inbox.rest()).isEmpty();
            }
            assertThat(Leftover.in(stage, queue)).containsExactly("parcel:1");
        }
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:69", "JMS:SPEC:175"})
    @ValueSource(
            strings = {
                "=",
                "colour =",
                "colour = 'red",
                "colour == 'red'",
                "colour LIKE",
                "colour LIKE 5",
                "weight BETWEEN 1",
                "IN ('a')",
                "colour IN ()",
                "colour IN (1)",
                "(weight = 1",
                "weight = 1)",
                "colour = 'red' AND",
                "weight + 1",
                "'red'",
                "NULL = 1",
                "colour LIKE 'a' ESCAPE 'bc'",
                "weight = 1 = 2 AND",
                "a.b = 1"
            })
    void refusesWhatIsNotASelector(String malformed) throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.client()) {
            Session session = client.session();
            assertThatThrownBy(() -> session.createConsumer(queue, malformed))
                    .isInstanceOf(InvalidSelectorException.class)
                    .hasMessageContaining("Invalid selector at column");
            assertThatThrownBy(() -> session.createConsumer(topic, malformed))
                    .isInstanceOf(InvalidSelectorException.class);
            client.send(queue, "still usable");
        }
    }

    @Test
    @Assertion("JMS:SPEC:69")
    void refusesAMalformedSelectorOfADurableSubscription() throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.identified("selector", Session.AUTO_ACKNOWLEDGE)) {
            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, "bad", "a =", false))
                    .isInstanceOf(InvalidSelectorException.class);
        }
    }

    @Test
    void tellsItsSelector() throws JMSException {
        try (Client client = stage.client();
                MessageConsumer choosy = client.session().createConsumer(queue, "a = 1");
                MessageConsumer other = client.session().createConsumer(queue, null)) {
            assertThat(choosy.getMessageSelector()).isEqualTo("a = 1");
            assertThat(other.getMessageSelector()).isNull();
        }
    }

    @Test
    void findsWhatLiesBehindADeepBacklog() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue, "number >= " + DEEP)) {
            sendNumbered(client, 0, DEEP);
            assertThat(inbox.rest()).isEmpty();
            sendNumbered(client, DEEP, DEEP + 3);

            assertThat(inbox.texts(3)).containsExactly("text5000", "text5001", "text5002");
            assertThat(inbox.rest()).isEmpty();
            try (Inbox fresh = client.inbox(queue, "number = 4999")) {
                assertThat(fresh.text()).isEqualTo("text4999");
            }
            try (Inbox everything = client.inbox(queue)) {
                assertThat(everything.rest()).hasSize(DEEP - 1).startsWith("text0", "text1");
            }
        }
    }

    @Test
    void splitsAQueueBetweenSelectors() throws JMSException {
        try (Client client = stage.client();
                Inbox even = client.inbox(queue, "even");
                Inbox odd = client.inbox(queue, "NOT even")) {
            sendNumbered(client, 0, 100);

            for (int i = 0; i < 100; i += 2) {
                assertThat(even.text()).isEqualTo("text" + i);
                assertThat(odd.text()).isEqualTo("text" + (i + 1));
            }
            assertThat(even.rest()).isEmpty();
            assertThat(odd.rest()).isEmpty();
        }
    }

    @Test
    void keepsOrderAfterARollback() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox even = client.inbox(queue, "even")) {
            sendNumbered(client, 0, 20);
            client.session().commit();
            assertThat(even.texts(5)).containsExactly("text0", "text2", "text4", "text6", "text8");
            client.session().rollback();

            assertThat(Inbox.presentations(even.next(6)))
                    .containsExactly("text0:2!", "text2:2!", "text4:2!", "text6:2!", "text8:2!", "text10:1");
        }
    }

    @Test
    void choosesByTheNumberOfDeliveries() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = client.inbox(queue);
                Inbox second = client.inbox(queue, "JMSXDeliveryCount > 1")) {
            client.send(queue, "a");
            client.session().commit();
            assertThat(inbox.text()).isEqualTo("a");
            assertThat(second.rest()).isEmpty();
            inbox.consumer().close();
            client.session().rollback();

            assertThat(second.text()).isEqualTo("a");
        }
    }

    @Test
    @Assertion("JMS:SPEC:160")
    void choosesWhatASubscriberGets() throws JMSException {
        Topic topic = stage.topic();
        try (Client client = stage.client();
                Inbox even = client.inbox(topic, "even");
                Inbox big = client.inbox(topic, "number > 7");
                Inbox all = client.inbox(topic)) {
            for (int i = 0; i < 10; i++) {
                client.send(topic, numbered(client, i));
            }

            assertThat(even.rest()).containsExactly("text0", "text2", "text4", "text6", "text8");
            assertThat(big.rest()).containsExactly("text8", "text9");
            assertThat(all.rest()).hasSize(10);
        }
    }

    private void send(Client client, Message message) throws JMSException {
        try (MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(message, DeliveryMode.NON_PERSISTENT, 7, 0);
        }
    }

    private static Message parcel(Client client) throws JMSException {
        Message message = client.session().createTextMessage("parcel");
        message.setJMSType("parcel");
        message.setJMSCorrelationID("order-1");
        message.setStringProperty("colour", "red");
        message.setStringProperty("label", "50% off");
        message.setStringProperty("quote", "it's");
        message.setIntProperty("weight", 10);
        message.setDoubleProperty("price", 2.5);
        message.setBooleanProperty("fragile", true);
        return message;
    }

    private void sendNumbered(Client client, int from, int to) throws JMSException {
        try (MessageProducer producer = client.session().createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = from; i < to; i++) {
                producer.send(numbered(client, i));
            }
        }
    }

    private static Message numbered(Client client, int number) throws JMSException {
        Message message = client.session().createTextMessage("text" + number);
        message.setIntProperty("number", number);
        message.setBooleanProperty("even", number % 2 == 0);
        return message;
    }
}
