package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shared subscriptions, non-durable and durable (§8.3.2, §8.3.4): many consumers, each message to one of them. */
@OverBothTransports
class SharedSubscriptionTest {
    private static final String NAME = "workers";

    private final Stage stage;
    private final Topic topic;
    private final String durableName;

    SharedSubscriptionTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.topic = stage.topic();
        this.durableName = stage.freshName("durable");
    }

    @Test
    @Assertion("JMS:SPEC:269")
    void sharesTheMessagesOfANonDurableSubscription() throws JMSException {
        try (Client one = stage.client();
                Client two = stage.client();
                Client publisher = stage.client()) {
            Inbox first = shared(one);
            Inbox second = shared(two);
            publisher.send(topic, "a", "b", "c", "d");

            assertShared(first, second);
            first.close();
            publisher.send(topic, "e");
            assertThat(second.text()).isEqualTo("e");
            publisher.send(topic, "undelivered");
            second.close();
            publisher.send(topic, "nobody there");

            assertThat(shared(one).rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:274")
    void sharesTheMessagesOfADurableSubscription() throws JMSException {
        try (Client one = stage.client();
                Client two = stage.client()) {
            Inbox first = durable(one);
            Inbox second = durable(two);
            one.send(topic, "a", "b", "c", "d");
            assertShared(first, second);
            first.close();
            second.close();
            one.send(topic, "e");

            assertThat(durable(two).rest()).containsExactly("e");
        }
    }

    @Test
    void sharesBetweenListenersUntilAllIsDone() throws Exception {
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        try (Client one = stage.client();
                Client two = stage.client();
                Client publisher = stage.client()) {
            shared(one).consumer().setMessageListener(message -> got.add(text(message)));
            shared(two).consumer().setMessageListener(message -> got.add(text(message)));

            publisher.sendMany(topic, "m", 500);

            List<String> all = new ArrayList<>();
            while (all.size() < 500) {
                String next = got.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(next).as("message after %d", all.size()).isNotNull();
                all.add(next);
            }
            assertThat(all).doesNotHaveDuplicates();
        }
    }

    @Test
    void handsWhatAClosedConsumerHasNotSeenToTheOthers() throws JMSException {
        try (Client one = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Client two = stage.client()) {
            Inbox first = shared(one);
            one.send(topic, "a", "b", "c");
            assertThat(first.text()).isEqualTo("a");
            Inbox second = shared(two);

            first.close();

            assertThat(second.texts(2)).containsExactly("b", "c");
            assertThat(second.rest()).isEmpty();
        }
    }

    @Test
    void handsWhatAClosedConnectionHasNotAcknowledgedToTheOthers() throws JMSException {
        try (Client two = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE)) {
            Inbox second;
            try (Client one = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
                Inbox first = shared(one);
                second = shared(two);
                two.send(topic, "a", "b");
                assertThat(first.text()).isEqualTo("a");
            }
            two.connection().start();

            assertThat(Inbox.presentations(second.next(2))).containsExactly("a:2!", "b:1");
        }
    }

    @Test
    void givesNothingToAConnectionThatWasNeverStarted() throws JMSException {
        try (Client idle = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client busy = stage.client()) {
            shared(idle);
            Inbox inbox = shared(busy);
            busy.send(topic, "a", "b", "c");

            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
        }
    }

    @Test
    @Assertion("JMS:SPEC:270")
    void addsOnlyWhatTheSelectorMatches() throws JMSException {
        try (Client client = stage.client();
                Client other = stage.client()) {
            MessageConsumer one = client.session().createSharedConsumer(topic, NAME, "number > 1");
            MessageConsumer two = other.session().createSharedConsumer(topic, NAME, "number > 1");
            for (int number = 0; number < 4; number++) {
                Message message = client.session().createTextMessage("m" + number);
                message.setIntProperty("number", number);
                client.send(topic, message);
            }

            assertThat(new Inbox(one).rest()).containsExactly("m2");
            assertThat(new Inbox(two).rest()).containsExactly("m3");
            assertThat(one.getMessageSelector()).isEqualTo("number > 1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:271")
    void refusesAnotherTopicOrSelectorWhileANonDurableSubscriptionIsUsed() throws JMSException {
        Topic other = stage.topic();
        try (Client client = stage.client()) {
            Session session = client.session();
            Inbox inbox = shared(client);

            assertThatThrownBy(() -> session.createSharedConsumer(topic, NAME, "a = 1"))
                    .isExactlyInstanceOf(JMSException.class)
                    .hasMessageContaining(NAME)
                    .hasMessageContaining("a = 1");
            assertThatThrownBy(() -> session.createSharedConsumer(other, NAME))
                    .isExactlyInstanceOf(JMSException.class)
                    .hasMessageContaining(NAME);
            inbox.close();

            session.createSharedConsumer(other, NAME, "a = 1").close();
        }
        refusesWhileATransactionHasAMessage(other);
        isSeparateFromADurableSubscriptionOfTheSameName();
    }

    private void refusesWhileATransactionHasAMessage(Topic other) throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client publisher = stage.client()) {
            Session session = client.session();
            Inbox inbox = shared(client);
            publisher.send(topic, "a");
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();

            assertThatThrownBy(() -> session.createSharedConsumer(topic, NAME, "a = 1"))
                    .isExactlyInstanceOf(JMSException.class);
            assertThatThrownBy(() -> publisher.session().createSharedConsumer(other, NAME))
                    .isExactlyInstanceOf(JMSException.class);
            session.commit();

            publisher.session().createSharedConsumer(other, NAME).close();
        }
    }

    @Test
    @Assertion("JMS:SPEC:272")
    void replacesADurableSubscriptionOnlyWhileNobodyUsesIt() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client publisher = stage.client()) {
            Session session = client.session();
            Inbox inbox = durable(client);
            publisher.send(topic, "a", "b");
            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, durableName, "number = 1"))
                    .as("an active consumer")
                    .isExactlyInstanceOf(JMSException.class);
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();
            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, durableName, "number = 1"))
                    .as("a pending transaction")
                    .isExactlyInstanceOf(JMSException.class);
            session.commit();

            MessageConsumer fresh = session.createSharedDurableConsumer(topic, durableName, "number IS NULL");
            publisher.send(topic, "c");

            assertThat(new Inbox(fresh).rest()).containsExactly("c");
        }
    }

    @Test
    void isSeparateFromADurableSubscriptionOfTheSameName() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client client = stage.identified(identifier, Session.AUTO_ACKNOWLEDGE)) {
            Inbox durable = client.durable(topic, NAME);
            Inbox shared = shared(client);
            client.send(topic, "a");

            assertThat(durable.rest()).containsExactly("a");
            assertThat(shared.rest()).containsExactly("a");
        }
    }

    @Test
    void isEitherSharedOrUnsharedUnderOneDurableName() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client client = stage.identified(identifier, Session.AUTO_ACKNOWLEDGE)) {
            Session session = client.session();
            session.createDurableConsumer(topic, "alone").close();
            session.createSharedDurableConsumer(topic, "together").close();

            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "alone"))
                    .isExactlyInstanceOf(JMSException.class)
                    .hasMessageContaining("unshared");
            assertThatThrownBy(() -> session.createDurableConsumer(topic, "together"))
                    .isExactlyInstanceOf(JMSException.class)
                    .hasMessageContaining("shared");
            session.unsubscribe("alone");
            session.createSharedDurableConsumer(topic, "alone").close();
        }
    }

    @Test
    void belongsToTheClientIdentifierIfThereIsOne() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client named = stage.identified(identifier, Session.AUTO_ACKNOWLEDGE);
                Client anonymous = stage.client()) {
            Inbox own = durable(named);
            Inbox common = durable(anonymous);
            anonymous.send(topic, "a");

            assertThat(own.rest()).containsExactly("a");
            assertThat(common.rest()).containsExactly("a");
            own.close();
            named.session().unsubscribe(durableName);
            assertThatThrownBy(() -> named.session().unsubscribe(durableName))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThat(common.rest()).isEmpty();
        }
    }

    @Test
    void endsWithUnsubscribeWhenNobodyUsesIt() throws JMSException {
        try (Client client = stage.client();
                Client other = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            Inbox first = durable(client);
            Inbox second = durable(other);
            client.send(topic, "a", "b");
            first.close();
            assertThatThrownBy(() -> client.session().unsubscribe(durableName))
                    .as("an active consumer")
                    .isExactlyInstanceOf(JMSException.class);
            Message message = second.next();
            second.close();
            assertThatThrownBy(() -> client.session().unsubscribe(durableName))
                    .as("an unacknowledged message")
                    .isExactlyInstanceOf(JMSException.class);
            message.acknowledge();

            client.session().unsubscribe(durableName);

            assertThat(durable(client).rest()).isEmpty();
        }
    }

    @Test
    void survivesARestartWhenItIsDurable() throws JMSException {
        try (Client client = stage.client()) {
            durable(client);
            client.send(topic, "a", "b");
        }
        stage.restart();

        try (Client one = stage.client();
                Client two = stage.client()) {
            Inbox first = durable(one);
            assertThat(first.text()).isEqualTo("a");
            first.close();
            Inbox second = durable(two);
            two.send(topic, "c");
            assertThat(second.texts(2)).containsExactly("b", "c");
        }
    }

    @Test
    void checksNamesTopicsAndSelectors() throws JMSException {
        try (Client client = stage.client()) {
            Session session = client.session();

            assertThatThrownBy(() -> session.createSharedConsumer(topic, null)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createSharedConsumer(topic, "")).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, null))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, ""))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createSharedConsumer(null, NAME))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createSharedDurableConsumer(null, NAME))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createSharedConsumer(topic, NAME, "a ="))
                    .isInstanceOf(InvalidSelectorException.class);
            assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, NAME, "a ="))
                    .isInstanceOf(InvalidSelectorException.class);
            assertThatThrownBy(() -> session.unsubscribe(null)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.unsubscribe("")).isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void isThereInTheSimplifiedInterface() {
        try (JMSContext one = stage.factory().createContext();
                JMSContext two = one.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer first = one.createSharedConsumer(topic, NAME);
            JMSConsumer second = two.createSharedConsumer(topic, NAME);
            JMSConsumer durable = one.createSharedDurableConsumer(topic, durableName, "TRUE");
            one.createProducer().send(topic, "a").send(topic, "b");

            assertThat(first.receiveBody(String.class, Inbox.PATIENCE_MILLIS)).isEqualTo("a");
            assertThat(second.receiveBody(String.class, Inbox.PATIENCE_MILLIS)).isEqualTo("b");
            assertThat(durable.receiveBody(String.class, Inbox.PATIENCE_MILLIS)).isEqualTo("a");
            assertThatThrownBy(() -> two.createSharedConsumer(topic, NAME, "a = 1"))
                    .isExactlyInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() -> two.createSharedConsumer(null, NAME))
                    .isInstanceOf(InvalidDestinationRuntimeException.class);
            durable.close();
            one.unsubscribe(durableName);
        }
    }

    /** Each of four messages has gone to one of two consumers, the first two in turn. */
    private static void assertShared(Inbox first, Inbox second) throws JMSException {
        assertThat(first.text()).isEqualTo("a");
        assertThat(second.text()).isEqualTo("b");
        List<String> rest = new ArrayList<>(first.rest());
        rest.addAll(second.rest());
        assertThat(rest).containsExactlyInAnyOrder("c", "d");
    }

    private Inbox shared(Client client) throws JMSException {
        return new Inbox(client.session().createSharedConsumer(topic, NAME));
    }

    private Inbox durable(Client client) throws JMSException {
        return new Inbox(client.session().createSharedDurableConsumer(topic, durableName));
    }

    private static @Nullable String text(Message message) {
        try {
            return Inbox.textOf(message);
        } catch (JMSException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
