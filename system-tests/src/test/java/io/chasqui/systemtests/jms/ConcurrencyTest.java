package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many sessions of one connection at work at the same time (§6.1.1, §6.2.9): nothing lost, doubled or out of order. */
@OverBothTransports
class ConcurrencyTest {
    private static final int PRODUCERS = 4;
    private static final int CONSUMERS = 4;
    private static final int EACH = 300;
    private static final int BATCH = 25;

    private final Stage stage;
    private final Queue queue;
    private final AtomicInteger received = new AtomicInteger();

    ConcurrencyTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:91", "JMS:SPEC:127"})
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void deliversExactlyOnceAndInOrder(int mode) throws Exception {
        List<List<String>> outputs;
        try (Client client = stage.client()) {
            List<Aside<List<String>>> consumers = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                Session session = client.connection().createSession(mode);
                MessageConsumer consumer = session.createConsumer(queue);
                consumers.add(Aside.run(() -> consume(session, consumer)));
            }
            List<Aside<Integer>> producers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                Session session = client.connection().createSession(mode);
                String name = "p" + i;
                producers.add(Aside.run(() -> produce(session, name)));
            }
            for (Aside<Integer> producer : producers) {
                assertThat(producer.result()).isEqualTo(EACH);
            }
            outputs = results(consumers);
        }

        assertThat(outputs.stream().flatMap(List::stream))
                .hasSize(PRODUCERS * EACH)
                .doesNotHaveDuplicates();
        for (List<String> output : outputs) {
            assertInOrder(output);
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    @Assertion({"JMS:SPEC:89", "JMS:SPEC:91", "JMS:SPEC:141"})
    void hearsExactlyOnceAndInOrder() throws Exception {
        List<List<String>> outputs = new ArrayList<>();
        try (Client client = stage.client()) {
            for (int i = 0; i < CONSUMERS; i++) {
                List<String> output = new ArrayList<>();
                outputs.add(output);
                Session session = client.connection().createSession();
                session.createConsumer(queue).setMessageListener(message -> {
                    output.add(Failing.get(() -> Inbox.textOf(message)));
                    received.incrementAndGet();
                });
            }
            List<Aside<Integer>> producers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                Session session = client.connection().createSession();
                String name = "p" + i;
                producers.add(Aside.run(() -> produce(session, name)));
            }
            assertThat(results(producers)).containsOnly(EACH);
            await().until(() -> received.get() >= PRODUCERS * EACH);
        }

        assertThat(outputs.stream().flatMap(List::stream))
                .hasSize(PRODUCERS * EACH)
                .doesNotHaveDuplicates();
        for (List<String> output : outputs) {
            assertInOrder(output);
        }
    }

    @Test
    void opensAndClosesSessionsAtTheSameTime() throws Exception {
        try (Client client = stage.client()) {
            List<Aside<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                workers.add(Aside.run(() -> {
                    int count = 0;
                    for (int round = 0; round < 25; round++) {
                        count += passOn(client, stage.queue());
                    }
                    return count;
                }));
            }

            assertThat(results(workers)).containsOnly(25);
        }
    }

    @Test
    void losesNothingWhileConsumersComeAndGo() throws Exception {
        List<List<String>> committed;
        try (Client client = stage.client()) {
            List<Aside<List<String>>> visitors = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                int first = i;
                visitors.add(Aside.run(() -> visit(client.connection(), first)));
            }
            Session session = client.connection().createSession(Session.SESSION_TRANSACTED);
            assertThat(produce(session, "p")).isEqualTo(EACH);
            committed = results(visitors);
        }

        assertThat(committed.stream().flatMap(List::stream)).hasSize(EACH).doesNotHaveDuplicates();
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    /** Reads some messages in each of many short sessions; commits, rolls back or just closes in turn. */
    private List<String> visit(Connection connection, int first) throws JMSException {
        List<String> committed = new ArrayList<>();
        for (int turn = first; received.get() < EACH; turn++) {
            try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                    MessageConsumer consumer = session.createConsumer(queue)) {
                List<String> texts = new ArrayList<>();
                Message message = consumer.receive(20);
                while (message != null && texts.size() < turn % 11) {
                    texts.add(Inbox.textOf(message));
                    message = consumer.receive(20);
                }
                if (message != null) {
                    texts.add(Inbox.textOf(message));
                }
                if (turn % 3 == 0) {
                    session.commit();
                    committed.addAll(texts);
                    received.addAndGet(texts.size());
                } else if (turn % 3 == 1) {
                    session.rollback();
                }
            }
        }
        return committed;
    }

    @Test
    void emptiesAQueueWithoutWaiting() throws Exception {
        try (Client client = stage.client()) {
            client.sendMany(queue, "text", 2_000);
            List<Aside<List<String>>> readers = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                Session session = client.connection().createSession();
                Inbox inbox = new Inbox(session.createConsumer(queue));
                readers.add(Aside.run(inbox::rest));
            }

            assertThat(results(readers).stream().flatMap(List::stream))
                    .hasSize(2_000)
                    .doesNotHaveDuplicates();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void answersManyRequests() throws Exception {
        try (Client client = stage.client();
                MessageConsumer requests = client.session().createConsumer(queue);
                MessageProducer answers = client.session().createProducer(null)) {
            requests.setMessageListener(message -> Failing.run(() -> answers.send(
                    message.getJMSReplyTo(), client.session().createTextMessage("re: " + Inbox.textOf(message)))));
            List<Aside<Integer>> requesters = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                requesters.add(Aside.run(this::ask));
            }

            assertThat(results(requesters)).containsOnly(50);
        }
    }

    private int ask() throws JMSException {
        Queue replies = stage.queue();
        try (Client client = stage.client();
                Inbox inbox = client.inbox(replies)) {
            for (int i = 0; i < 50; i++) {
                Message request = client.session().createTextMessage("question " + i);
                request.setJMSReplyTo(replies);
                client.send(queue, request);
                assertThat(inbox.text()).isEqualTo("re: question " + i);
            }
        }
        return 50;
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void letsEverybodyGoWhenTheConnectionIsClosed(int mode) throws Exception {
        List<Aside<Object>> workers = new ArrayList<>();
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            for (int i = 0; i < PRODUCERS; i++) {
                Client worker =
                        new Client(client.connection(), client.connection().createSession(mode));
                workers.add(Aside.run(() -> Failing.outcome(() -> sendForEver(worker))));
            }
            assertThat(inbox.texts(20)).containsOnly("text");
        }

        for (Aside<Object> worker : workers) {
            assertThat(worker.result()).isInstanceOf(JMSException.class);
        }
    }

    private void sendForEver(Client client) throws JMSException {
        while (true) {
            client.send(queue, "text");
            if (client.session().getTransacted()) {
                client.session().commit();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void letsASenderGoWhenItsSessionIsClosed(int mode) throws Exception {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            for (int i = 0; i < 10; i++) {
                Client worker =
                        new Client(client.connection(), client.connection().createSession(mode));
                Aside<Object> sending = Aside.run(() -> Failing.outcome(() -> sendForEver(worker)));
                assertThat(inbox.texts(5)).containsOnly("text");
                worker.session().close();

                assertThat(sending.result()).isInstanceOf(JMSException.class);
            }
        }
    }

    private static int passOn(Client client, Queue own) throws JMSException {
        try (Session session = client.connection().createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(own);
                Inbox inbox = new Inbox(session.createConsumer(own))) {
            producer.send(session.createTextMessage("once"));
            session.commit();
            assertThat(inbox.text()).isEqualTo("once");
            session.commit();
            return 1;
        }
    }

    private int produce(Session session, String name) throws JMSException {
        try (session;
                MessageProducer producer = session.createProducer(queue)) {
            producer.setDeliveryMode(session.getTransacted() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < EACH; i++) {
                producer.send(session.createTextMessage(name + ":" + i));
                if (session.getTransacted() && (i + 1) % BATCH == 0) {
                    session.commit();
                }
            }
        }
        return EACH;
    }

    private List<String> consume(Session session, MessageConsumer consumer) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (received.get() < PRODUCERS * EACH) {
            Message message = consumer.receive(20);
            if (message == null) {
                continue;
            }
            texts.add(Inbox.textOf(message));
            if (session.getTransacted()) {
                session.commit();
            } else {
                message.acknowledge();
            }
            received.incrementAndGet();
        }
        return texts;
    }

    private static <T> List<T> results(List<Aside<T>> asides) throws Exception {
        List<T> results = new ArrayList<>();
        for (Aside<T> aside : asides) {
            results.add(aside.result());
        }
        return results;
    }

    /** What one consumer got from one producer must be in the order in which it was sent. */
    private static void assertInOrder(List<String> output) {
        Map<String, List<Integer>> byProducer = new HashMap<>();
        for (String text : output) {
            String[] parts = text.split(":", 2);
            byProducer.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
        }
        for (List<Integer> numbers : byProducer.values()) {
            assertThat(numbers).isSorted();
            assertThat(IntStream.range(0, EACH).boxed().toList()).containsAll(numbers);
        }
    }
}
