package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three forms of receive, and what starting and stopping a connection does to them (§6.1.3, §8.6). */
@OverBothTransports
class ReceiveTest {
    private static final long SHORT_MILLIS = 50;

    private final Stage stage;
    private final Queue queue;

    ReceiveTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    void returnsNothingFromAnEmptyQueue() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.consumer().receiveNoWait()).isNull();
            assertThat(inbox.consumer().receive(SHORT_MILLIS)).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:138")
    void returnsWhatIsThereInAllThreeForms() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "one", "two", "three");

            assertThat(Inbox.textOf(inbox.consumer().receiveNoWait())).isEqualTo("one");
            assertThat(Inbox.textOf(inbox.consumer().receive())).isEqualTo("two");
            assertThat(Inbox.textOf(inbox.consumer().receive(SHORT_MILLIS))).isEqualTo("three");
            assertThat(inbox.consumer().receiveNoWait()).isNull();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:127", "JMS:SPEC:147"})
    void emptiesAQueueWithoutWaiting() throws JMSException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            expected.add("text" + i);
        }
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            client.sendMany(queue, "text", 300);

            assertThat(inbox.rest()).isEqualTo(expected);
        }
    }

    @Test
    void waitsForAMessageThatComesLater() throws Exception {
        try (Client sender = stage.client();
                Client receiver = stage.client();
                Inbox inbox = receiver.inbox(queue)) {
            Aside<String> withLimit = Aside.run(inbox::text);
            withLimit.awaitWaiting();
            sender.send(queue, "late");
            assertThat(withLimit.result()).isEqualTo("late");

            Aside<String> without =
                    Aside.run(() -> Inbox.textOf(inbox.consumer().receive(0)));
            without.awaitWaiting();
            sender.send(queue, "later");
            assertThat(without.result()).isEqualTo("later");
        }
    }

    @Test
    void refusesANegativeTimeout() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            assertThatThrownBy(() -> inbox.consumer().receive(-1)).isInstanceOf(JMSException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:97")
    void deliversNothingBeforeTheConnectionIsStarted() throws JMSException {
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "waiting");

            assertThat(inbox.consumer().receiveNoWait()).isNull();
            assertThat(inbox.consumer().receive(SHORT_MILLIS)).isNull();

            client.connection().start();
            assertThat(inbox.text()).isEqualTo("waiting");
        }
    }

    @Test
    void keepsNothingFromOthersWhileItWasNeverStarted() throws JMSException {
        try (Client idle = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Inbox unused = idle.inbox(queue);
                Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "one", "two", "three");

            assertThat(inbox.texts(3)).containsExactly("one", "two", "three");
            assertThat(unused.consumer().receiveNoWait()).isNull();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:99", "JMS:SPEC:100"})
    void holdsBackWhileTheConnectionIsStopped() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "one", "two", "three");
            assertThat(inbox.text()).isEqualTo("one");

            client.connection().stop();
            assertThat(inbox.consumer().receiveNoWait()).isNull();
            assertThat(inbox.consumer().receive(SHORT_MILLIS)).isNull();
            client.connection().stop();

            client.connection().start();
            client.connection().start();
            assertThat(inbox.texts(2)).containsExactly("two", "three");
        }
    }

    @Test
    @Assertion("JMS:SPEC:100")
    void letsAWaitingReceiverGoOnWhenTheConnectionIsStarted() throws Exception {
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client sender = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            sender.send(queue, "held");
            Aside<String> receiver = Aside.run(inbox::text);
            receiver.awaitWaiting();
            assertThat(receiver.isDone()).isFalse();

            client.connection().start();

            assertThat(receiver.result()).isEqualTo("held");
        }
    }

    @Test
    @Assertion("JMS:SPEC:98")
    void sendsWhileTheConnectionIsStopped() throws JMSException {
        try (Client stopped = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            stopped.send(queue, "sent anyway");

            assertThat(inbox.text()).isEqualTo("sent anyway");
        }
    }

    @Test
    void isNotForConsumersWithAListener() throws JMSException {
        try (Client client = stage.client();
                MessageConsumer consumer = client.session().createConsumer(queue)) {
            consumer.setMessageListener(message -> {});

            assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> consumer.receive(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(consumer::receive).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void receivesAgainAfterTheListenerWasTakenAway() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(message -> {});
            inbox.consumer().setMessageListener(null);
            client.send(queue, "for the receiver");

            assertThat(inbox.consumer().getMessageListener()).isNull();
            assertThat(inbox.text()).isEqualTo("for the receiver");
        }
    }

    @Test
    void returnsNothingWhenAnotherThreadClosesTheConsumer() throws Exception {
        try (Client client = stage.client()) {
            MessageConsumer consumer = client.session().createConsumer(queue);
            Aside<Object> receiver = Aside.run(consumer::receive);
            receiver.awaitWaiting();

            consumer.close();

            assertThat(receiver.result()).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:110")
    void returnsNothingWhenAnotherThreadClosesTheSession() throws Exception {
        try (Client client = stage.client()) {
            MessageConsumer consumer = client.session().createConsumer(queue);
            Aside<Object> receiver = Aside.run(() -> consumer.receive(Inbox.PATIENCE_MILLIS * 10));
            receiver.awaitWaiting();

            client.session().close();

            assertThat(receiver.result()).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:103")
    void returnsNothingWhenAnotherThreadClosesTheConnection() throws Exception {
        Client client = stage.client();
        MessageConsumer consumer = client.session().createConsumer(queue);
        Aside<Object> receiver = Aside.run(consumer::receive);
        receiver.awaitWaiting();

        client.close();

        assertThat(receiver.result()).isNull();
    }

    @Test
    void returnsNothingWhenTheConnectionIsClosedWhileItIsStopped() throws Exception {
        Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = client.session().createConsumer(queue);
        Aside<Object> receiver = Aside.run(consumer::receive);
        receiver.awaitWaiting();

        client.close();

        assertThat(receiver.result()).isNull();
    }
}
