package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects travel as copies and come out only if their classes are admitted (Jakarta Messaging 3.1 §3.11, §3.12). */
@OverBothTransports
class ObjectMessageTest {
    private final Stage stage;
    private final Client client;
    private final Queue queue;

    ObjectMessageTest(Stage stage) throws JMSException {
        this.stage = stage;
        client = stage.client();
        queue = stage.queue();
    }

    /** A class of the application, which the client knows nothing about. */
    private record Order(String number, List<BigDecimal> prices) implements Serializable {}

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @Test
    void carriesValuesAndCollectionsOfTheJdk() throws JMSException {
        List<Object> values = new ArrayList<>(
                Arrays.asList("text", 1, 2L, 'c', 1.5, null, new BigDecimal("1.50"), Instant.EPOCH, UUID.randomUUID()));
        values.add(ZonedDateTime.parse("2024-02-29T12:00:00+01:00[Europe/Berlin]"));
        values.add(Map.of("a", List.of(1, 2)));
        values.add(new TreeMap<>(Map.of("k", "v")));
        values.add(EnumSet.of(java.time.DayOfWeek.MONDAY));
        values.add(new EnumMap<>(Map.of(java.time.Month.MAY, 5)));

        ObjectMessage received =
                (ObjectMessage) client.roundTrip(queue, client.session().createObjectMessage((Serializable) values));

        assertThat(received.getObject()).isEqualTo(values);
        assertThat((Object) received.getBody(List.class)).isEqualTo(values);
        assertThat(received.isBodyAssignableTo(ArrayList.class)).isTrue();
        assertThat(received.isBodyAssignableTo(Map.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(Map.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void carriesArrays() throws JMSException {
        int[][] matrix = {{1, 2}, {3}};
        ObjectMessage received =
                (ObjectMessage) client.roundTrip(queue, client.session().createObjectMessage(matrix));

        assertThat(received.getBody(int[][].class)).isEqualTo(matrix);
    }

    @Test
    void carriesNull() throws JMSException {
        ObjectMessage received =
                (ObjectMessage) client.roundTrip(queue, client.session().createObjectMessage());

        assertThat(received.getObject()).isNull();
        assertThat(received.getBody(Integer.class)).isNull();
        assertThat(received.isBodyAssignableTo(Integer.class)).isTrue();
    }

    @Test
    @Assertion({"JMS:SPEC:85", "JMS:SPEC:88"})
    void copiesTheObjectWhenItIsSetAndWhenItIsRead() throws JMSException {
        ArrayList<String> object = new ArrayList<>(List.of("as it was"));
        ObjectMessage message = client.session().createObjectMessage(object);
        object.add("changed");
        ((List<?>) message.getObject()).clear();

        ObjectMessage received = (ObjectMessage) client.roundTrip(queue, message);

        ((List<?>) received.getObject()).clear();
        assertThat(received.getObject()).isEqualTo(List.of("as it was"));
        assertThat(message.getObject()).isEqualTo(List.of("as it was"));
    }

    @Test
    void refusesClassesThatNobodyAdmitted() throws JMSException {
        ObjectMessage sent = client.session().createObjectMessage(new Order("1", List.of()));
        assertThat(sent.getObject()).as("one's own").isEqualTo(new Order("1", List.of()));

        ObjectMessage received = (ObjectMessage) client.roundTrip(queue, sent);

        assertThatThrownBy(received::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(Order.class.getName())
                .hasMessageContaining("objectMessageAllow")
                .hasMessageContaining("io.chasqui.objectMessage.allow");
        assertThat(received.isBodyAssignableTo(Order.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void forwardsWhatItCannotRead() throws JMSException {
        Order order = new Order("1", List.of(BigDecimal.TEN));
        ObjectMessage received =
                (ObjectMessage) client.roundTrip(queue, client.session().createObjectMessage(order));
        client.send(queue, received);

        ChasquiConnectionFactory trusting =
                new ChasquiConnectionFactory(stage.url() + "?objectMessageAllow=io.chasqui.systemtests.**");
        try (Connection connection = trusting.createConnection();
                Client admitted = new Client(connection, connection.createSession())) {
            connection.start();
            try (Inbox inbox = admitted.inbox(queue)) {
                ObjectMessage message = (ObjectMessage) inbox.next();
                assertThat(message.getObject()).isEqualTo(order);
                assertThat(message.isBodyAssignableTo(Order.class)).isTrue();
            }
        }
    }

    @Test
    @Assertion({"JMS:SPEC:72", "JMS:SPEC:73", "JMS:SPEC:73.1"})
    void isReadOnlyWhenReceivedUntilItIsCleared() throws JMSException {
        ObjectMessage received =
                (ObjectMessage) client.roundTrip(queue, client.session().createObjectMessage("sent"));

        assertThatThrownBy(() -> received.setObject("new")).isInstanceOf(MessageNotWriteableException.class);
        assertThat(received.getObject()).isEqualTo("sent");

        received.clearBody();

        assertThat(received.getObject()).isNull();
        received.setObject(TimeUnit.DAYS);
        assertThat(received.getObject()).isEqualTo(TimeUnit.DAYS);
    }

    @Test
    void refusesWhatCannotBeSerialised() {
        ArrayList<Object> list = new ArrayList<>(List.of(new Object()));

        assertThatThrownBy(() -> client.session().createObjectMessage(list))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void leavesTheMessageToBeReceivedAgainWhenItsBodyIsRefused() {
        try (JMSContext context = stage.factory().createContext()) {
            context.createProducer().send(queue, new Order("1", List.of()));
            try (JMSConsumer consumer = context.createConsumer(queue)) {
                assertThatThrownBy(() -> consumer.receiveBody(Order.class, Inbox.PATIENCE_MILLIS))
                        .isInstanceOf(MessageFormatRuntimeException.class)
                        .hasMessageContaining(Order.class.getName());
                assertThat(consumer.receive(Inbox.PATIENCE_MILLIS)).isInstanceOf(ObjectMessage.class);
                assertThat(consumer.receiveNoWait()).isNull();
            }
        }
    }
}
