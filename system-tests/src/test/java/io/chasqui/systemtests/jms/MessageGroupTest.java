package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Message groups and the other properties whose names begin with JMSX (Jakarta Messaging 3.1 §3.5.9). */
@OverBothTransports
class MessageGroupTest {
    private final Stage stage;
    private final Queue queue;

    MessageGroupTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion({"JMS:SPEC:32", "JMS:SPEC:34.4", "JMS:SPEC:34.5"})
    void bringsAllMessagesOfAGroupToOneConsumerInOrder() throws JMSException {
        CountDownLatch done = new CountDownLatch(60);
        Map<String, List<String>> heard = new ConcurrentHashMap<>();
        try (Client sender = stage.client();
                Client one = stage.client();
                Client two = stage.client()) {
            for (Client each : List.of(one, two)) {
                each.session().createConsumer(queue).setMessageListener(message -> {
                    Failing.run(() -> heard.computeIfAbsent(
                                    message.getStringProperty("JMSXGroupID") + each.hashCode(),
                                    group -> Collections.synchronizedList(new java.util.ArrayList<>()))
                            .add("" + message.getIntProperty("JMSXGroupSeq")));
                    done.countDown();
                });
            }
            for (int i = 0; i < 20; i++) {
                for (String group : List.of("a", "b", "c")) {
                    sender.send(queue, grouped(sender, group, i));
                }
            }
            Failing.await(done);

            List<String> all = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
            assertThat(heard).hasSize(3);
            assertThat(heard.values()).allSatisfy(texts -> assertThat(texts).isEqualTo(all));
        }
    }

    @Test
    void movesAGroupOnWhenItsConsumerIsClosed() throws JMSException {
        try (Client sender = stage.client();
                Client two = stage.client()) {
            for (int i = 0; i < 3; i++) {
                sender.send(queue, grouped(sender, "a", i));
            }
            Client one = stage.client(Session.SESSION_TRANSACTED);
            Inbox first = one.inbox(queue);
            assertThat(first.next().getIntProperty("JMSXGroupSeq")).isZero();
            Inbox second = two.inbox(queue);
            assertThat(second.rest()).as("the group is with the first").isEmpty();

            one.close();

            for (int i = 0; i < 3; i++) {
                assertThat(second.next().getIntProperty("JMSXGroupSeq")).isEqualTo(i);
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:34.8")
    void tellsTheTimeOfReceiptWhenAsked() throws JMSException {
        String separator = stage.url().contains("?") ? "&" : "?";
        String url = stage.url() + separator + "jmsxRcvTimestamp=true";
        try (Client sender = stage.client();
                Connection connection = new ChasquiConnectionFactory(url).createConnection()) {
            Session session = connection.createSession();
            connection.start();
            sender.send(queue, "a", "b");

            Message asked = new Inbox(session.createConsumer(queue)).next();
            assertThat(asked.getLongProperty("JMSXRcvTimestamp")).isGreaterThanOrEqualTo(asked.getJMSTimestamp());
            assertThat(asked.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
            session.close();
            assertThat(sender.inbox(queue).next().propertyExists("JMSXRcvTimestamp"))
                    .isFalse();
        }
    }

    @Test
    @Assertion("JMS:SPEC:31")
    void namesThePropertiesThatItSupports() throws JMSException {
        try (Client client = stage.client()) {
            Enumeration<?> names = client.connection().getMetaData().getJMSXPropertyNames();

            assertThat(Collections.list(names).toString())
                    .isEqualTo("[JMSXGroupID, JMSXGroupSeq, JMSXDeliveryCount, JMSXRcvTimestamp]");
        }
    }

    private static Message grouped(Client sender, String group, int sequence) throws JMSException {
        Message message = sender.session().createMessage();
        message.setStringProperty("JMSXGroupID", group);
        message.setIntProperty("JMSXGroupSeq", sequence);
        return message;
    }
}
