package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What this version cannot do says so, by its name; nothing is silently ignored. */
@OverBothTransports
class UnsupportedTest {
    private final Stage stage;
    private final Queue queue;
    private final Topic topic;

    UnsupportedTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
        this.topic = stage.topic();
    }

    /** A call and the word that its refusal must contain. */
    private record Refused(ThrowingCallable call, String word) {}

    @TestFactory
    Stream<DynamicTest> refusesInTheClassicInterface() throws JMSException {
        Client client = stage.identified(stage.freshName("client"), Session.AUTO_ACKNOWLEDGE);
        Map<String, Refused> calls = new LinkedHashMap<>();
        addMessages(calls, client.session());
        addConnectionConsumers(calls, client.connection());
        return calls.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> assertThatThrownBy(each.getValue().call())
                                .isInstanceOf(JMSException.class)
                                .hasMessageContaining(each.getValue().word())
                                .hasMessageContaining("not supported")))
                .onClose(() -> Failing.run(client::close));
    }

    @Test
    void goesOnAfterARefusal() throws JMSException {
        try (Client client = stage.client()) {
            assertThatThrownBy(() -> client.session().createConsumer(queue, "number ="))
                    .isInstanceOf(JMSException.class);
            client.send(queue, "still here");

            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.text()).isEqualTo("still here");
            }
        }
    }

    private static void addMessages(Map<String, Refused> calls, Session session) {
        calls.put("session listener", new Refused(() -> session.setMessageListener(message -> {}), "MessageListener"));
    }

    private void addConnectionConsumers(Map<String, Refused> calls, Connection connection) {
        String word = "ConnectionConsumer";
        calls.put(
                "connection consumer",
                new Refused(() -> connection.createConnectionConsumer(queue, null, null, 1), word));
        calls.put(
                "durable connection consumer",
                new Refused(() -> connection.createDurableConnectionConsumer(topic, "s", null, null, 1), word));
        calls.put(
                "shared connection consumer",
                new Refused(() -> connection.createSharedConnectionConsumer(topic, "s", null, null, 1), word));
        calls.put(
                "shared durable connection consumer",
                new Refused(() -> connection.createSharedDurableConnectionConsumer(topic, "s", null, null, 1), word));
    }
}
