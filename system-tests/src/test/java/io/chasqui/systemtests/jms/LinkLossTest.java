package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client whose link is cut goes on over a new one as if nothing had happened: nothing is lost, doubled or flagged. */
class LinkLossTest {
    private final Stage stage = Stage.open("LinkLossTest", Transport.TCP);
    private final Queue queue;

    LinkLossTest() throws JMSException {
        queue = stage.queue();
    }

    @AfterEach
    void closeStage() throws IOException {
        stage.close();
    }

    @Test
    void keepsTemporaryDestinations() throws JMSException {
        try (Client client = stage.client()) {
            TemporaryQueue replies = client.session().createTemporaryQueue();
            client.send(replies, "a");
            stage.cutLinks();
            client.send(replies, "b");

            Inbox inbox = client.inbox(replies);
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            inbox.close();
            stage.cutLinks();
            replies.delete();
            assertThatThrownBy(() -> client.send(replies, "c")).isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void goesOnSendingAndReceiving() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            for (int i = 0; i < 3; i++) {
                client.send(queue, "text" + i);
                stage.cutLinks();
                assertThat(Inbox.presentations(inbox.next(1))).containsExactly("text" + i + ":1");
            }
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:135")
    void sendsEverythingOnceWhileLinksAreCut() throws Exception {
        List<String> texts = texts(0, 300);
        try (Client sender = stage.client();
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            Aside<Object> sending = Aside.run(() -> {
                sender.send(queue, texts.toArray(String[]::new));
                return "sent";
            });
            List<Message> messages = new ArrayList<>();
            while (messages.size() < 300) {
                messages.add(inbox.next());
                if (messages.size() % 60 == 0) {
                    stage.cutLinks();
                }
            }

            assertThat(sending.result()).isEqualTo("sent");
            assertThat(Inbox.textsOf(messages)).isEqualTo(texts);
            assertThat(inbox.rest()).isEmpty();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void keepsAnOpenTransaction() throws JMSException {
        Queue results = stage.queue();
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "a", "b");
            client.session().commit();
            assertThat(inbox.text()).isEqualTo("a");
            client.send(results, "from a");
            stage.cutLinks();
            assertThat(inbox.text()).isEqualTo("b");
            client.send(results, "from b");
            client.session().commit();
            assertThat(inbox.rest()).isEmpty();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
        assertThat(Leftover.in(stage, results)).containsExactly("from a:1", "from b:1");
    }

    @Test
    void rollsBackAnOpenTransaction() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "a", "b");
            client.session().commit();
            assertThat(inbox.text()).isEqualTo("a");
            client.send(queue, "never");
            stage.cutLinks();
            client.session().rollback();

            assertThat(Inbox.presentations(inbox.next(2))).containsExactly("a:2!", "b:1");
            client.session().commit();
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    void acknowledgesWhatWasReceivedBefore() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, texts(0, 50).toArray(String[]::new));
            Message last = inbox.next(20).get(19);
            stage.cutLinks();
            last.acknowledge();

            assertThat(Inbox.presentations(inbox.next(5)))
                    .containsExactly("text20:1", "text21:1", "text22:1", "text23:1", "text24:1");
            stage.cutLinks();
            client.session().recover();
            List<Message> again = inbox.next(30);
            assertThat(Inbox.textsOf(again)).isEqualTo(texts(20, 50));
            assertThat(Inbox.presentations(again)).element(4).isEqualTo("text24:2!");
            assertThat(Inbox.presentations(again)).element(5).isEqualTo("text25:1");
            again.get(29).acknowledge();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void wakesAReceiverThatWasWaitingBefore() throws Exception {
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            Aside<String> receiver = Aside.run(inbox::text);
            receiver.awaitWaiting();
            stage.cutLinks();
            sender.send(queue, "late");

            assertThat(receiver.result()).isEqualTo("late");
        }
    }

    @Test
    void keepsListenersAndSubscriptions() throws Exception {
        Topic topic = stage.topic();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Client subscriber = stage.identified("listener", Session.AUTO_ACKNOWLEDGE);
                Client publisher = stage.client();
                MessageConsumer durable = subscriber.session().createDurableConsumer(topic, "news");
                Session other = subscriber.connection().createSession();
                MessageConsumer plain = other.createConsumer(topic)) {
            durable.setMessageListener(message -> heard.add(Failing.get(() -> "durable " + Inbox.textOf(message))));
            for (String text : new String[] {"a", "b", "c"}) {
                publisher.send(topic, text);
                assertThat(heard.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .isEqualTo("durable " + text);
                assertThat(new Inbox(plain).text()).isEqualTo(text);
                stage.cutLinks();
            }
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void keepsNonPersistentMessagesOfTheBroker() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < 100; i++) {
                producer.send(client.session().createTextMessage("text" + i));
                if (i == 50) {
                    stage.cutLinks();
                }
            }

            assertThat(inbox.texts(100)).isEqualTo(texts(0, 100));
        }
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text" + i).toList();
    }
}
