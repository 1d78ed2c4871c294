package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true when a send returns or completes, and in which order messages arrive (§6.2.9, §7.2, §7.3). */
@OverBothTransports
class SendingTest {
    private final Stage stage;
    private final Queue queue;
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    SendingTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:253")
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void hasSentWhenTheCallReturns(int mode) throws JMSException {
        try (Client client = stage.client();
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue);
                MessageProducer bound = client.session().createProducer(queue);
                MessageProducer free = client.session().createProducer(null)) {
            bound.setDeliveryMode(mode);
            free.setDeliveryMode(mode);
            Session session = client.session();

            bound.send(session.createTextMessage("a"));
            assertThat(inbox.rest()).containsExactly("a");
            free.send(queue, session.createTextMessage("b"));
            assertThat(inbox.rest()).containsExactly("b");
            bound.send(session.createTextMessage("c"), mode, 5, 60_000);
            assertThat(inbox.rest()).containsExactly("c");
            free.send(queue, session.createTextMessage("d"), mode, 5, 60_000);
            assertThat(inbox.rest()).containsExactly("d");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:254", "JMS:SPEC:275.1"})
    void hasSentWhenTheListenerIsCalled() throws Exception {
        try (Client client = stage.client();
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue);
                MessageProducer bound = client.session().createProducer(queue);
                MessageProducer free = client.session().createProducer(null)) {
            CompletionListener look = on(done -> outcomes.add(Failing.get(inbox::rest)));
            Session session = client.session();

            bound.send(session.createTextMessage("a"), look);
            assertThat(outcome()).isEqualTo(List.of("a"));
            free.send(queue, session.createTextMessage("b"), look);
            assertThat(outcome()).isEqualTo(List.of("b"));
            bound.send(session.createTextMessage("c"), DeliveryMode.PERSISTENT, 5, 60_000, look);
            assertThat(outcome()).isEqualTo(List.of("c"));
            free.send(queue, session.createTextMessage("d"), DeliveryMode.NON_PERSISTENT, 5, 60_000, look);
            assertThat(outcome()).isEqualTo(List.of("d"));
        }
    }

    @Test
    @Assertion({"JMS:SPEC:254", "JMS:SPEC:275.7"})
    void callsListenersOneAtATimeOnAnotherThread() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        try (Client client = stage.client();
                MessageProducer one = client.session().createProducer(queue);
                MessageProducer two = client.session().createProducer(stage.queue())) {
            Thread sender = Thread.currentThread();
            CompletionListener listener = on(done -> {
                seen.add(inside.incrementAndGet());
                outcomes.add(Thread.currentThread() == sender ? "the sender" : "another");
                Thread.onSpinWait();
                inside.decrementAndGet();
            });
            for (int i = 0; i < 50; i++) {
                one.send(client.session().createMessage(), listener);
                two.send(client.session().createMessage(), listener);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(outcome()).isEqualTo("another");
            }
        }

        assertThat(seen).hasSize(100).containsOnly(1);
    }

    @Test
    @Assertion("JMS:SPEC:275.5")
    void showsTheSenderTheHeadersWhenTheSendIsComplete() throws Exception {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                MessageProducer producer = client.session().createProducer(queue)) {
            Message sent = client.session().createMessage();
            producer.send(sent, DeliveryMode.NON_PERSISTENT, 7, 3_600_000, on(outcomes::add));
            assertThat(outcome()).isSameAs(sent);
            Message received = inbox.next();

            assertThat(sent.getJMSMessageID()).startsWith("ID:").isEqualTo(received.getJMSMessageID());
            assertThat(sent.getJMSTimestamp()).isPositive().isEqualTo(received.getJMSTimestamp());
            assertThat(sent.getJMSExpiration()).isEqualTo(sent.getJMSTimestamp() + 3_600_000);
            assertThat(sent.getJMSDeliveryTime()).isEqualTo(received.getJMSDeliveryTime());
            assertThat(sent.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(sent.getJMSPriority()).isEqualTo(7);
            assertThat(sent.getJMSDestination()).isEqualTo(queue);
        }
    }

    @Test
    @Assertion("JMS:SPEC:275.6")
    void leavesTheSessionToItsThreadAfterAnAsynchronousSend() throws Exception {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(client.session().createTextMessage("a"), on(outcomes::add));
            client.send(queue, "b");
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            producer.send(client.session().createTextMessage("c"), on(outcomes::add));
            assertThat(inbox.text()).isEqualTo("c");

            assertThat(outcome()).isInstanceOf(Message.class);
            assertThat(outcome()).isInstanceOf(Message.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:275.2")
    void keepsTheOrderOfSynchronousAndAsynchronousSends() throws JMSException {
        List<String> expected = new ArrayList<>();
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 200; i++) {
                Message message = client.session().createTextMessage("text" + i);
                if (i % 3 == 0) {
                    producer.send(message);
                } else {
                    producer.send(message, on(outcomes::add));
                }
                expected.add("text" + i);
            }

            assertThat(inbox.texts(200)).isEqualTo(expected);
        }
    }

    @Test
    @Assertion("JMS:SPEC:275.2")
    void keepsTheOrderOfSendsOfAContext() {
        List<String> expected = new ArrayList<>();
        try (JMSContext context = stage.factory().createContext()) {
            for (int i = 0; i < 100; i++) {
                var producer = context.createProducer();
                if (i % 2 == 0) {
                    producer.setAsync(on(outcomes::add));
                }
                producer.send(queue, "text" + i);
                expected.add("text" + i);
            }
            List<String> received = new ArrayList<>();
            try (var consumer = context.createConsumer(queue)) {
                for (int i = 0; i < 100; i++) {
                    received.add(consumer.receiveBody(String.class, Inbox.PATIENCE_MILLIS));
                }
            }

            assertThat(received).isEqualTo(expected);
        }
    }

    private interface Ending {
        void of(Client client, MessageProducer producer) throws JMSException;
    }

    @Test
    @Assertion("JMS:SPEC:275.3")
    void endsOnlyAfterTheLastListenerHasReturned() throws Exception {
        endsAfterItsListeners(
                Session.SESSION_TRANSACTED,
                (client, producer) -> client.session().commit());
        endsAfterItsListeners(
                Session.SESSION_TRANSACTED,
                (client, producer) -> client.session().rollback());
        endsAfterItsListeners(Session.AUTO_ACKNOWLEDGE, (client, producer) -> producer.close());
        endsAfterItsListeners(
                Session.AUTO_ACKNOWLEDGE, (client, producer) -> client.session().close());
        endsAfterItsListeners(
                Session.AUTO_ACKNOWLEDGE,
                (client, producer) -> client.connection().close());
    }

    private void endsAfterItsListeners(int mode, Ending ending) throws Exception {
        LinkedBlockingQueue<String> permits = new LinkedBlockingQueue<>();
        AtomicInteger returned = new AtomicInteger();
        try (Client client = stage.client(mode);
                MessageProducer producer = client.session().createProducer(queue)) {
            CompletionListener slow = on(done -> {
                try {
                    outcomes.add(String.valueOf(permits.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
                } catch (InterruptedException interrupted) {
                    outcomes.add(interrupted);
                }
                returned.incrementAndGet();
            });
            for (int i = 0; i < 3; i++) {
                producer.send(client.session().createTextMessage("text" + i), slow);
            }
            Aside<Integer> end = Aside.run(() -> {
                ending.of(client, producer);
                return returned.get();
            });
            end.awaitWaiting();
            for (int i = 0; i < 3; i++) {
                assertThat(end.isDone()).isFalse();
                permits.add("go on");
                assertThat(outcome()).isEqualTo("go on");
            }

            assertThat(end.result()).isEqualTo(3);
        }
    }

    @Test
    @Assertion("JMS:SPEC:275.3")
    void closesAContextOnlyAfterItsLastListenerHasReturned() {
        AtomicInteger returned = new AtomicInteger();
        try (JMSContext context = stage.factory().createContext()) {
            for (int i = 0; i < 50; i++) {
                context.createProducer()
                        .setAsync(on(done -> returned.incrementAndGet()))
                        .send(queue, "text");
            }
        }

        assertThat(returned).hasValue(50);
    }

    @Test
    @Assertion("JMS:SPEC:128")
    void keepsTheOrderWithinEachDeliveryMode() throws JMSException {
        List<String> persistent = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue);
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 200; i++) {
                boolean isPersistent = i % 7 < 3;
                producer.send(
                        client.session().createTextMessage((isPersistent ? "p" : "n") + i),
                        isPersistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT,
                        4,
                        0);
                (isPersistent ? persistent : others).add((isPersistent ? "p" : "n") + i);
            }
            List<String> received = inbox.texts(200);

            assertThat(received.stream().filter(text -> text.startsWith("p")).toList())
                    .isEqualTo(persistent);
            assertThat(received.stream().filter(text -> text.startsWith("n")).toList())
                    .isEqualTo(others);
        }
    }

    @Test
    @Assertion("JMS:SPEC:115")
    void hasManyProducersAndConsumersInASession() throws JMSException {
        try (Client client = stage.client()) {
            List<MessageProducer> producers = new ArrayList<>();
            List<Inbox> inboxes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Queue own = stage.queue();
                producers.add(client.session().createProducer(own));
                inboxes.add(client.inbox(own));
                producers.add(client.session().createProducer(own));
            }
            for (int i = 0; i < 20; i++) {
                producers.get(i).send(client.session().createTextMessage("text" + i));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(inboxes.get(i).texts(2)).containsExactly("text" + 2 * i, "text" + (2 * i + 1));
            }
        }
    }

    private Object outcome() throws InterruptedException {
        Object outcome = outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private CompletionListener on(Consumer<Message> completion) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completion.accept(message);
            }

            @Override
            public void onException(Message message, Exception failure) {
                outcomes.add(failure);
            }
        };
    }
}
