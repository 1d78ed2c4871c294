package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Message listeners: order, threads, failures, and what they may do (§6.2.5, §8.7). */
@OverBothTransports
class ListenerTest {
    private final Stage stage;
    private final Queue queue;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    ListenerTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion({"JMS:SPEC:127", "JMS:SPEC:137"})
    void hearsMessagesInOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.add("text" + i);
        }
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(this::hear);
            sender.sendMany(queue, "text", 500);

            assertThat(heard(500)).isEqualTo(expected);
        }
    }

    @Test
    @Assertion("JMS:SPEC:96")
    void hearsWhatWasThereBefore() throws Exception {
        try (Client client = stage.client()) {
            client.send(queue, "one", "two");
            try (Inbox inbox = client.inbox(queue)) {
                inbox.consumer().setMessageListener(this::hear);

                assertThat(heard(2)).containsExactly("one", "two");
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:97")
    void hearsNothingBeforeTheConnectionIsStarted() throws Exception {
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "waiting");
            inbox.consumer().setMessageListener(this::hear);
            assertThat(heard.poll(50, TimeUnit.MILLISECONDS)).isNull();

            client.connection().start();

            assertThat(heard(1)).containsExactly("waiting");
        }
    }

    @Test
    @Assertion("JMS:SPEC:136")
    void runsOneAtATimeInASession() throws Exception {
        Queue other = stage.queue();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client sender = stage.client()) {
            for (Queue each : List.of(queue, other)) {
                client.session().createConsumer(each).setMessageListener(message -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    threads.add(Thread.currentThread());
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    hear(message);
                });
            }
            sender.sendMany(queue, "a", 100);
            sender.sendMany(other, "b", 100);
            client.connection().start();

            assertThat(heard(200)).hasSize(200);
            assertThat(most).hasValue(1);
            assertThat(threads.stream().distinct()).hasSize(1);
        }
    }

    @Test
    @Assertion("JMS:SPEC:132")
    void getsAMessageAgainWhenItThrows() throws Exception {
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            AtomicInteger failures = new AtomicInteger(3);
            inbox.consumer().setMessageListener(message -> {
                hear(message);
                if (failures.getAndDecrement() > 0) {
                    throw new java.lang.IllegalStateException("on purpose");
                }
            });
            sender.send(queue, "one");
            sender.send(queue, "two");

            assertThat(presented(5)).containsExactly("one:1", "one:2!", "one:3!", "one:4!", "two:1");
        }
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void goesOnWithTheNextMessageWhenItThrowsInATransaction() throws Exception {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            CountDownLatch committed = new CountDownLatch(1);
            inbox.consumer().setMessageListener(message -> {
                hear(message);
                if (heard.size() == 1) {
                    throw new java.lang.IllegalStateException("on purpose");
                }
                commit(client.session());
                committed.countDown();
            });
            sender.send(queue, "one", "two");

            assertThat(committed.await(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(presented(2)).containsExactly("one:1", "two:1");
        }
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void rollsBackInsideOfTheListener() throws Exception {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            AtomicInteger calls = new AtomicInteger();
            inbox.consumer().setMessageListener(message -> {
                hear(message);
                if (calls.incrementAndGet() == 2) {
                    rollback(client.session());
                } else if (calls.get() == 4) {
                    commit(client.session());
                }
            });
            sender.send(queue, "one", "two");

            assertThat(presented(4)).containsExactly("one:1", "two:1", "one:2!", "two:2!");
        }
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void acknowledgesInsideOfTheListener() throws Exception {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(message -> {
                if (Failing.get(() -> Inbox.textOf(message)).equals("two")) {
                    Failing.run(message::acknowledge);
                }
                hear(message);
            });
            sender.send(queue, "one", "two", "three");

            assertThat(heard(3)).containsExactly("one", "two", "three");
        }
        assertThat(leftOver()).containsExactly("three");
    }

    @Test
    void recoversInsideOfTheListener() throws Exception {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            AtomicInteger calls = new AtomicInteger();
            inbox.consumer().setMessageListener(message -> {
                if (calls.incrementAndGet() == 3) {
                    Failing.run(client.session()::recover);
                }
                hear(message);
            });
            sender.send(queue, "one", "two", "three");

            assertThat(presented(6)).containsExactly("one:1", "two:1", "three:1", "one:2!", "two:2!", "three:2!");
        }
    }

    @Test
    void mayBeReplaced() throws Exception {
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(message -> heard.add("wrong"));
            inbox.consumer().setMessageListener(this::hear);
            sender.send(queue, "right");

            assertThat(heard(1)).containsExactly("right");
        }
    }

    @Test
    void mayCloseItsOwnConsumer() throws Exception {
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            sender.send(queue, "one", "two", "three");
            inbox.consumer().setMessageListener(message -> {
                Failing.run(inbox.consumer()::close);
                hear(message);
            });
            assertThat(heard(1)).containsExactly("one");
        }
        assertThat(leftOver()).containsExactly("two", "three");
    }

    @Test
    @Assertion({"JMS:SPEC:258", "JMS:SPEC:259"})
    void mustNotCloseItsSessionOrConnectionNorStopIt() throws Exception {
        BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(message -> {
                outcomes.add(Failing.outcome(client.session()::close));
                outcomes.add(Failing.outcome(client.connection()::close));
                outcomes.add(Failing.outcome(client.connection()::stop));
            });
            sender.send(queue, "one");

            for (int i = 0; i < 3; i++) {
                assertThat(outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThat(client.session().getTransacted()).isFalse();
        }
    }

    @Test
    @Assertion("JMS:SPEC:103")
    void isWaitedForByClose() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicReference<String> last = new AtomicReference<>("listener");
        Client client = stage.client();
        MessageConsumer consumer = client.session().createConsumer(queue);
        consumer.setMessageListener(message -> {
            inside.countDown();
            Failing.await(leave);
            last.set("listener");
        });
        client.send(queue, "one");
        assertThat(inside.await(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();

        Aside<Object> closing = Aside.run(() -> {
            client.close();
            last.set("close");
            return "closed";
        });
        closing.awaitWaiting();
        assertThat(closing.isDone()).isFalse();
        leave.countDown();

        assertThat(closing.result()).isEqualTo("closed");
        assertThat(last).hasValue("close");
        assertThat(leftOver()).isEmpty();
    }

    @Test
    @Assertion({"JMS:SPEC:100", "JMS:SPEC:101"})
    void isWaitedForByStopAndHearsNothingAfterIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            inbox.consumer().setMessageListener(message -> {
                inside.countDown();
                Failing.await(leave);
                hear(message);
            });
            sender.send(queue, "one", "two");
            assertThat(inside.await(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isTrue();

            Aside<Object> stopping = Aside.run(() -> {
                client.connection().stop();
                return List.copyOf(heard);
            });
            stopping.awaitWaiting();
            leave.countDown();

            assertThat(stopping.result()).isEqualTo(List.of("one:1"));
            assertThat(heard(1)).containsExactly("one");
            assertThat(heard.poll(50, TimeUnit.MILLISECONDS)).isNull();
            client.connection().start();
            assertThat(heard(1)).containsExactly("two");
        }
    }

    @Test
    void maySendAndUseOtherConnections() throws Exception {
        Queue answers = stage.queue();
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue);
                Inbox replies = sender.inbox(answers)) {
            inbox.consumer()
                    .setMessageListener(message -> Failing.run(() -> {
                        client.send(answers, "re: " + Inbox.textOf(message));
                        try (Client another = stage.client()) {
                            another.send(answers, "and: " + Inbox.textOf(message));
                        }
                    }));
            sender.send(queue, "question");

            assertThat(replies.texts(2)).containsExactly("re: question", "and: question");
        }
    }

    private void hear(Message message) {
        String flag = Failing.get(message::getJMSRedelivered) ? "!" : "";
        heard.add(Failing.get(() -> Inbox.textOf(message) + ":" + message.getIntProperty("JMSXDeliveryCount") + flag));
    }

    private List<String> presented(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = heard.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(text).as("message %d after %s", i, all).isNotNull();
            all.add(text);
        }
        return all;
    }

    /** Texts of messages that come for the first time. */
    private List<String> heard(int count) throws InterruptedException {
        return presented(count).stream()
                .map(each -> each.replaceFirst(":1$", ""))
                .toList();
    }

    private List<String> leftOver() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            return inbox.rest();
        }
    }

    private static void commit(Session session) {
        Failing.run(session::commit);
    }

    private static void rollback(Session session) {
        Failing.run(session::rollback);
    }
}
