package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What stopping and closing a connection or session wait for, and what they leave usable (§6.1.5 to §6.1.8, §6.2.15). */
@OverBothTransports
class ConnectionLifeTest {
    private final Stage stage;
    private final Queue queue;
    private final Queue answers;

    ConnectionLifeTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
        this.answers = stage.queue();
    }

    /** A listener that is inside of a call until it may go on, and then uses its connection. */
    private final class Busy implements AutoCloseable {
        private final Client client;
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
        private final AtomicInteger calls = new AtomicInteger();

        Busy(int mode) throws JMSException {
            client = stage.client(mode);
            Session session = client.session();
            Queue source = stage.queue();
            session.createConsumer(queue).setMessageListener(message -> {
                calls.incrementAndGet();
                inside.countDown();
                Failing.await(leave);
                done.add(Failing.get(() -> {
                    client.send(answers, "re: " + Inbox.textOf(message));
                    try (Inbox none = client.inbox(source)) {
                        assertThat(none.consumer().getMessageSelector()).isNull();
                    }
                    if (session.getTransacted()) {
                        session.commit();
                    } else {
                        message.acknowledge();
                    }
                    return client.connection().getClientID() == null ? "worked" : "identified";
                }));
            });
        }

        void begin() throws JMSException {
            try (Client sender = stage.client()) {
                sender.send(queue, "one", "two");
            }
            Failing.await(inside);
        }

        /** Checks that the call waits for the listener, which works until its end. */
        void isWaitedForBy(Failing.Action ending) throws Exception {
            begin();
            Aside<String> aside = Aside.run(() -> {
                ending.run();
                return done.isEmpty() ? "too early" : "after the listener";
            });
            aside.awaitWaiting();
            assertThat(aside.isDone()).isFalse();
            leave.countDown();

            assertThat(aside.result()).isEqualTo("after the listener");
            assertThat(done).containsExactly("worked");
            assertThat(calls).hasValue(1);
            assertThat(Leftover.in(stage, answers)).containsExactly("re: one:1");
        }

        @Override
        public void close() throws JMSException {
            leave.countDown();
            client.close();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:102", "JMS:SPEC:103"})
    void keepsItsServicesForListenersUntilTheyReturnWhenTheConnectionIsClosed() throws Exception {
        try (Busy busy = new Busy(Session.SESSION_TRANSACTED)) {
            busy.isWaitedForBy(busy.client.connection()::close);
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("two:1");
    }

    @Test
    @Assertion("JMS:SPEC:110")
    void keepsItsServicesForListenersUntilTheyReturnWhenTheSessionIsClosed() throws Exception {
        try (Busy busy = new Busy(Session.CLIENT_ACKNOWLEDGE)) {
            busy.isWaitedForBy(busy.client.session()::close);
            assertThat(Leftover.in(stage, queue)).containsExactly("two:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:101")
    void keepsItsServicesForListenersUntilTheyReturnWhenTheConnectionIsStopped() throws Exception {
        try (Busy busy = new Busy(Session.AUTO_ACKNOWLEDGE)) {
            busy.isWaitedForBy(busy.client.connection()::stop);
            assertThat(busy.done.poll(1, TimeUnit.MILLISECONDS)).isEqualTo("worked");
            assertThat(busy.done.poll(50, TimeUnit.MILLISECONDS)).isNull();

            busy.client.connection().start();

            assertThat(busy.done.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isEqualTo("worked");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:101", "JMS:SPEC:100"})
    void letsTimersOfReceiversRunWhileItIsStopped() throws Exception {
        try (Client client = stage.client();
                Client sender = stage.client();
                Inbox inbox = client.inbox(queue)) {
            Aside<Object> receiver = Aside.run(() -> Failing.outcome(() -> {
                assertThat(inbox.consumer().receive(500)).isNull();
            }));
            receiver.awaitWaiting();
            client.connection().stop();
            sender.send(queue, "held");

            assertThat(receiver.result()).isEqualTo("no exception");
            assertThat(inbox.consumer().receive(20)).isNull();
            client.connection().start();
            assertThat(inbox.text()).isEqualTo("held");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:103", "JMS:SPEC:260"})
    void endsAllPendingReceivesBeforeItIsClosed() throws Exception {
        Client client = stage.client();
        List<Aside<Object>> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MessageConsumer consumer = client.connection().createSession().createConsumer(queue);
            receivers.add(Aside.run(consumer::receive));
        }
        for (Aside<Object> receiver : receivers) {
            receiver.awaitWaiting();
        }

        client.close();

        for (Aside<Object> receiver : receivers) {
            assertThat(receiver.result()).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:106")
    void refusesToAcknowledgeOnceTheConnectionIsClosed() throws JMSException {
        Message message;
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            client.send(queue, "a");
            message = client.inbox(queue).next();
        }

        assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
        assertThat(Leftover.in(stage, queue)).containsExactly("a:2!");
    }

    @Test
    @Assertion({"JMS:SPEC:199", "JMS:SPEC:113"})
    void leavesItsMessagesUsable() throws JMSException {
        BytesMessage created;
        TextMessage received;
        try (Client client = stage.client()) {
            created = client.session().createBytesMessage();
            received = (TextMessage) client.roundTrip(queue, client.session().createTextMessage("kept"));
        }

        created.writeInt(66);
        created.setStringProperty("number", "66");
        created.reset();
        assertThat(created.readInt()).isEqualTo(66);
        assertThat(created.getIntProperty("number")).isEqualTo(66);
        assertThat(received.getText()).isEqualTo("kept");
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        received.clearBody();
        received.setText("new");
        assertThat(received.getText()).isEqualTo("new");
        try (Client client = stage.client()) {
            client.send(queue, received);
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("new:1");
    }

    @Test
    @Assertion({"JMS:SPEC:251", "JMS:SPEC:252", "JMS:SPEC:260"})
    void releasesEverythingWhenItIsClosedAlone() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client sender = stage.client()) {
            sender.send(queue, "a", "b", "c");
        }
        Session open;
        MessageProducer producer;
        MessageConsumer consumer;
        try (Connection connection = stage.factory().createConnection()) {
            connection.setClientID(identifier);
            connection.start();
            open = connection.createSession();
            producer = open.createProducer(answers);
            consumer = open.createConsumer(queue);
            assertThat(new Inbox(consumer).text()).isEqualTo("a");
            try (Session inner = connection.createSession()) {
                consumer = inner.createConsumer(queue);
            }
            assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(IllegalStateException.class);
        }

        assertThatThrownBy(open::createMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(producer::getDestination).isInstanceOf(IllegalStateException.class);
        assertThat(Leftover.in(stage, queue)).containsExactly("b:1", "c:1");
        try (Connection next = stage.factory().createConnection()) {
            next.setClientID(identifier);
            assertThat(next.getClientID()).isEqualTo(identifier);
        }
    }

    @Test
    @Assertion({"JMS:SPEC:187", "JMS:SPEC:200"})
    void tellsItsExceptionListener() throws JMSException {
        try (Connection connection = stage.factory().createConnection()) {
            assertThat(connection.getExceptionListener()).isNull();
            ExceptionListener listener = problem -> {};
            connection.setExceptionListener(listener);
            assertThat(connection.getExceptionListener()).isSameAs(listener);
            connection.setExceptionListener(null);
            assertThat(connection.getExceptionListener()).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:109")
    void tellsTheExceptionListenerNothingThatTheCallerHears() throws Exception {
        BlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
        try (Client client = stage.client()) {
            client.connection().setExceptionListener(told::add);
            Session session = client.session();
            assertThatThrownBy(() -> session.createConsumer(queue, "a =")).isInstanceOf(InvalidSelectorException.class);
            assertThatThrownBy(() -> session.unsubscribe("unknown")).isInstanceOf(JMSException.class);
            assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
            try (Client twin = stage.identified(stage.freshName("twin"), Session.AUTO_ACKNOWLEDGE);
                    Connection other = stage.factory().createConnection()) {
                other.setExceptionListener(told::add);
                String taken = twin.connection().getClientID();
                assertThatThrownBy(() -> other.setClientID(taken)).isInstanceOf(JMSException.class);
            }
            client.send(queue, "goes on");
            assertThat(client.inbox(queue).text()).isEqualTo("goes on");
        }

        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    @Assertion("JMS:SPEC:90")
    void comesFromAFactoryThatManyThreadsUse() throws Exception {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(stage.url());
        List<Aside<String>> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "user" + i;
            users.add(Aside.run(() -> {
                for (int round = 0; round < 10; round++) {
                    try (Connection connection = factory.createConnection();
                            Session session = connection.createSession();
                            Inbox inbox = new Inbox(
                                    session.createConsumer(session.createQueue(queue.getQueueName() + name)))) {
                        connection.start();
                        session.createProducer(session.createQueue(queue.getQueueName() + name))
                                .send(session.createTextMessage(name));
                        assertThat(inbox.text()).isEqualTo(name);
                    }
                }
                return name;
            }));
        }

        for (int i = 0; i < users.size(); i++) {
            assertThat(users.get(i).result()).isEqualTo("user" + i);
        }
    }
}
