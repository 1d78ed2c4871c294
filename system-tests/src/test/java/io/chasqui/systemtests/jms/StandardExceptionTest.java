package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** What is thrown when something cannot be done, and what comes back after a failure (§5.1, §6.2.11, §10.3). */
@OverBothTransports
class StandardExceptionTest {
    private final Stage stage;
    private final Queue queue;

    StandardExceptionTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion("JMS:SPEC:174")
    void refusesDestinationsThatItDoesNotUnderstandOrThatAreGone() throws JMSException {
        Destination foreign = new Destination() {};
        try (Client client = stage.client()) {
            Session session = client.session();
            assertThatThrownBy(() -> session.createConsumer(foreign)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createConsumer(null)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createProducer(foreign)).isInstanceOf(InvalidDestinationException.class);
            TemporaryQueue gone = session.createTemporaryQueue();
            gone.delete();
            assertThatThrownBy(() -> session.createConsumer(gone)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> client.send(gone, "late")).isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:180")
    void saysWhenItHasNoMoreOfWhatIsAskedFor() throws JMSException {
        try (Client client = stage.client()) {
            Session session = client.session();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            session.createTemporaryQueue();
                        }
                    })
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContaining("temporary");
        }
    }

    @Test
    @Assertion("JMS:SPEC:182")
    void saysWhenACommitRollsBack() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Inbox inbox = client.inbox(queue)) {
            TemporaryQueue gone;
            try (Client owner = stage.client()) {
                owner.send(queue, "consumed");
                gone = owner.session().createTemporaryQueue();
                client.send(gone, "first");
                client.session().commit();
            }
            assertThat(inbox.text()).isEqualTo("consumed");
            client.send(queue, "never");
            client.send(gone, "second");

            assertThatThrownBy(client.session()::commit).isInstanceOf(TransactionRolledBackException.class);

            assertThat(Inbox.presentations(inbox.next(1))).containsExactly("consumed:2!");
            client.session().commit();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    @Assertion("JMS:SPEC:134")
    void bringsOnlyTheLastMessageAgainWhenAnAutomaticAcknowledgementFails() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (Client sender = stage.client()) {
            sender.send(queue, "a", "b", "c", "d");
        }
        String url = stage.url() + "?reconnectTimeoutMillis=0";
        try (Connection connection = new ChasquiConnectionFactory(url).createConnection();
                Session session = connection.createSession()) {
            session.createConsumer(queue).setMessageListener(message -> {
                String text = Failing.get(() -> Inbox.textOf(message));
                heard.add(text);
                if (text.equals("c")) {
                    inside.countDown();
                    Failing.await(leave);
                }
            });
            connection.start();
            Failing.await(inside);
            awaitArrivalOfWhatWasTold();
            stage.restart();
            leave.countDown();
        }

        assertThat(heard).containsExactly("a", "b", "c");
        assertThat(Leftover.in(stage, queue))
                .hasSize(2)
                .startsWith("c:2!")
                .last()
                .asString()
                .startsWith("d:");
    }

    /** Acknowledgements leave at once but nobody waits for them: gives them time to reach the broker. */
    private void awaitArrivalOfWhatWasTold() throws JMSException {
        try (Client other = stage.client();
                Inbox nothing = other.inbox(stage.queue())) {
            assertThat(nothing.consumer().receive(200)).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:191")
    void looksAdministeredObjectsUpWithoutABroker() throws NamingException {
        Properties environment = new Properties();
        environment.setProperty(Context.INITIAL_CONTEXT_FACTORY, "io.chasqui.jndi.ChasquiInitialContextFactory");
        environment.setProperty(Context.PROVIDER_URL, "tcp://127.0.0.1:1?reconnectTimeoutMillis=0");
        Context context = new InitialContext(environment);

        ConnectionFactory factory = (ConnectionFactory) context.lookup("ConnectionFactory");
        assertThat(context.lookup("dynamicQueues/orders")).isInstanceOf(Queue.class);
        assertThatThrownBy(factory::createConnection).isInstanceOf(JMSException.class);
        context.close();
    }

    @Test
    @Assertion({"JMS:SPEC:89", "JMS:SPEC:91"})
    void letsThreadsShareADestination() throws Exception {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            List<Aside<String>> sends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "sender" + i;
                sends.add(Aside.run(() -> {
                    try (Session own = client.connection().createSession()) {
                        Message message = own.createTextMessage(name);
                        own.createProducer(queue).send(message);
                        assertThat(message.getJMSDestination()).isEqualTo(queue);
                    }
                    return name;
                }));
            }
            assertThat(inbox.texts(4)).containsExactlyInAnyOrder("sender0", "sender1", "sender2", "sender3");
            for (Aside<String> send : sends) {
                assertThat(send.result()).startsWith("sender");
            }
        }
    }
}
