package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues: each message goes to one consumer, the more important ones first (§4.1, §3.4.10). */
@OverBothTransports
class QueueTest {
    private final Stage stage;
    private final Queue queue;

    QueueTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion("JMS:SPEC:150")
    void keepsMessagesUntilSomebodyReadsThem() throws JMSException {
        try (Client sender = stage.client()) {
            sender.send(queue, "a", "b");
        }
        try (Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    void givesEachMessageToOneOfItsConsumers() throws JMSException {
        try (Client one = stage.client();
                Client two = stage.client();
                Inbox first = one.inbox(queue);
                Inbox second = two.inbox(queue);
                Client sender = stage.client()) {
            sender.sendMany(queue, "text", 200);
            List<String> toFirst = new ArrayList<>(first.texts(10));
            List<String> toSecond = new ArrayList<>(second.texts(10));
            toFirst.addAll(first.rest());
            toSecond.addAll(second.rest());

            List<String> all = new ArrayList<>(toFirst);
            all.addAll(toSecond);
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "text" + i).toList());
            assertThat(toFirst).isSortedAccordingTo(QueueTest::byNumber);
            assertThat(toSecond).isSortedAccordingTo(QueueTest::byNumber);
        }
    }

    @Test
    void sharesAQueueBetweenConsumersOfOneSession() throws JMSException {
        try (Client client = stage.client();
                Inbox first = client.inbox(queue);
                Inbox second = client.inbox(queue)) {
            client.send(queue, "a", "b");

            assertThat(List.of(first.text(), second.text())).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void deliversTheMoreImportantFirst() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int priority : new int[] {4, 0, 9, 4, 9, 1}) {
                String text = "p" + priority;
                producer.send(client.session().createTextMessage(text), DeliveryMode.PERSISTENT, priority, 0);
            }
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.texts(6)).containsExactly("p9", "p9", "p4", "p4", "p1", "p0");
            }
        }
    }

    @Test
    void deliversTheMoreImportantFirstAgainAfterARollback() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(client.session().createTextMessage("low"), DeliveryMode.PERSISTENT, 2, 0);
            producer.send(client.session().createTextMessage("high"), DeliveryMode.PERSISTENT, 8, 0);
            client.session().commit();
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.texts(2)).containsExactly("high", "low");
                producer.send(client.session().createTextMessage("never"), DeliveryMode.PERSISTENT, 9, 0);
                client.session().rollback();

                assertThat(Inbox.presentations(inbox.next(2))).containsExactly("high:2!", "low:2!");
                client.session().commit();
            }
        }
    }

    @Test
    void overtakesWhatNobodyHasSeenYet() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                MessageProducer producer = client.session().createProducer(queue)) {
            client.send(queue, "a", "b", "c");
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.text()).isEqualTo("a");
                producer.send(client.session().createTextMessage("high"), DeliveryMode.PERSISTENT, 9, 0);
                client.session().recover();

                assertThat(inbox.texts(4)).containsExactly("high", "a", "b", "c");
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:147")
    void keepsTheOrderOfEachPriority() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 60; i++) {
                producer.send(
                        client.session().createTextMessage("text" + i), DeliveryMode.NON_PERSISTENT, i % 3 + 4, 0);
            }
            try (Inbox inbox = client.inbox(queue)) {
                List<String> expected = IntStream.of(2, 1, 0)
                        .boxed()
                        .flatMap(rest -> IntStream.range(0, 60)
                                .filter(i -> i % 3 == rest)
                                .mapToObj(i -> "text" + i))
                        .toList();
                assertThat(inbox.texts(60)).isEqualTo(expected);
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:139")
    void namesItsProducersDestination() throws JMSException {
        try (Client client = stage.client();
                MessageProducer bound = client.session().createProducer(queue);
                MessageProducer free = client.session().createProducer(null)) {
            assertThat(bound.getDestination()).isEqualTo(queue);
            assertThat(free.getDestination()).isNull();
            free.send(queue, client.session().createTextMessage("named"));

            assertThatThrownBy(() -> free.send(client.session().createMessage()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> bound.send(queue, client.session().createMessage()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> free.send(null, client.session().createMessage()))
                    .isInstanceOf(InvalidDestinationException.class);
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("named:1");
    }

    @Test
    void isTheSameQueueInEverySession() throws JMSException {
        try (Client one = stage.client();
                Client two = stage.client()) {
            Queue same = two.session().createQueue(queue.getQueueName());
            one.send(queue, "a");

            assertThat(same).isEqualTo(queue);
            assertThat(two.inbox(same).text()).isEqualTo("a");
        }
    }

    @Test
    void isNotTheTopicOfTheSameName() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                Inbox subscriber = client.inbox(client.session().createTopic(queue.getQueueName()))) {
            client.send(queue, "a");

            assertThat(inbox.text()).isEqualTo("a");
            assertThat(subscriber.rest()).isEmpty();
        }
    }

    private static int byNumber(String one, String other) {
        return Integer.compare(Integer.parseInt(one.substring(4)), Integer.parseInt(other.substring(4)));
    }
}
