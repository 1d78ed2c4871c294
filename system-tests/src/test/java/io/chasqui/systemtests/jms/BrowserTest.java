package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queue browsers (§4.1.5, §6.2.9): they look and take nothing. */
@OverBothTransports
class BrowserTest {
    private final Stage stage;
    private final Queue queue;

    BrowserTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion("JMS:SPEC:148")
    void looksAtMessagesWithoutRemovingThem() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a", "b", "c");
            try (QueueBrowser browser = client.session().createBrowser(queue)) {
                assertThat(texts(browser)).containsExactly("a", "b", "c");
                assertThat(texts(browser)).as("each enumeration begins anew").containsExactly("a", "b", "c");
                assertThat(browser.getQueue()).isSameAs(queue);
                assertThat(browser.getMessageSelector()).isNull();
            }

            assertThat(Inbox.presentations(client.inbox(queue).next(3))).containsExactly("a:1", "b:1", "c:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:149")
    void showsEverythingOrWhatASelectorMatches() throws JMSException {
        try (Client client = stage.client()) {
            for (int number = 0; number < 4; number++) {
                Message message = client.session().createTextMessage("m" + number);
                message.setIntProperty("number", number);
                client.send(queue, message);
            }

            assertThat(texts(client.session().createBrowser(queue))).containsExactly("m0", "m1", "m2", "m3");
            QueueBrowser choosy = client.session().createBrowser(queue, "number > 1");
            assertThat(texts(choosy)).containsExactly("m2", "m3");
            assertThat(choosy.getMessageSelector()).isEqualTo("number > 1");
        }
    }

    @Test
    void worksOnAConnectionThatWasNeverStarted() throws JMSException {
        try (Client client = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE)) {
            client.send(queue, "a");

            assertThat(texts(client.session().createBrowser(queue))).containsExactly("a");
        }
    }

    @Test
    void showsTheOrderOfDelivery() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            client.send(queue, "a");
            producer.send(client.session().createTextMessage("urgent"), DeliveryMode.PERSISTENT, 9, 0);
            producer.send(client.session().createTextMessage("late"), DeliveryMode.PERSISTENT, 0, 0);
            client.send(queue, "b");

            assertThat(texts(client.session().createBrowser(queue))).containsExactly("urgent", "a", "b", "late");
        }
    }

    @Test
    void showsWhatIsDeliveredAndNotAcknowledged() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            client.send(queue, "a", "b");
            Message held = client.inbox(queue).next();
            QueueBrowser browser = client.session().createBrowser(queue);
            assertThat(texts(browser)).containsExactly("a", "b");

            held.acknowledge();

            assertThat(texts(browser)).containsExactly("b");
        }
    }

    @Test
    void seesWhatCameBeforeItsEnumerationAndEnds() throws JMSException {
        try (Client client = stage.client()) {
            QueueBrowser browser = client.session().createBrowser(queue);
            client.send(queue, "a", "b");
            Enumeration<?> messages = browser.getEnumeration();
            List<String> seen = new ArrayList<>();
            for (int i = 0; messages.hasMoreElements(); i++) {
                seen.add(Inbox.textOf((Message) messages.nextElement()));
                client.send(queue, "meanwhile" + i);
            }

            assertThat(seen).startsWith("a", "b").hasSizeLessThan(10);
            assertThat(messages.hasMoreElements()).isFalse();
            assertThatThrownBy(messages::nextElement).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void goesThroughManyMessages() throws JMSException {
        try (Client client = stage.client()) {
            client.sendMany(queue, "m", 5_000);

            assertThat(texts(client.session().createBrowser(queue)))
                    .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void goesOnWhileItsSessionRollsBack() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            client.send(queue, "a", "b", "c", "d");
            client.session().commit();
            Inbox inbox = client.inbox(queue);
            Enumeration<?> messages = client.session().createBrowser(queue).getEnumeration();
            List<String> seen = new ArrayList<>();
            while (messages.hasMoreElements()) {
                seen.add(Inbox.textOf((Message) messages.nextElement()));
                inbox.next();
                client.session().rollback();
            }

            assertThat(seen).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void goesOnAfterItsLinkWasLost() throws JMSException {
        List<String> all = IntStream.range(0, 100).mapToObj(i -> "m" + i).toList();
        try (Client client = stage.client()) {
            client.send(queue, all.toArray(String[]::new));
            Enumeration<?> messages = client.session().createBrowser(queue).getEnumeration();
            List<String> seen = new ArrayList<>();
            while (messages.hasMoreElements()) {
                seen.add(Inbox.textOf((Message) messages.nextElement()));
                if (seen.size() % 30 == 10) {
                    stage.cutLinks();
                }
            }

            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void acknowledgesNothing() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            client.send(queue, "a");
            Message seen = (Message)
                    client.session().createBrowser(queue).getEnumeration().nextElement();

            seen.acknowledge();
            client.session().recover();

            assertThat(Inbox.presentations(client.inbox(queue).next(1))).containsExactly("a:1");
        }
    }

    @Test
    void isOfNoUseWhenItIsClosed() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a", "b");
            QueueBrowser browser = client.session().createBrowser(queue);
            Enumeration<?> messages = browser.getEnumeration();
            messages.nextElement();

            browser.close();
            browser.close();

            assertClosed(browser, messages);
        }
    }

    @Test
    void closesWithItsSessionAndItsConnection() throws JMSException {
        try (Client client = stage.client();
                Client other = stage.client()) {
            client.send(queue, "a", "b");
            QueueBrowser one = client.session().createBrowser(queue);
            Enumeration<?> ofOne = one.getEnumeration();
            QueueBrowser two = other.session().createBrowser(queue);
            Enumeration<?> ofTwo = two.getEnumeration();

            client.session().close();
            other.connection().close();

            assertClosed(one, ofOne);
            assertClosed(two, ofTwo);
            one.close();
            two.close();
            assertThatThrownBy(() -> client.session().createBrowser(queue)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void checksQueuesAndSelectors() throws JMSException {
        try (Client client = stage.client()) {
            Session session = client.session();

            assertThatThrownBy(() -> session.createBrowser(null)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createBrowser(queue, "a =")).isInstanceOf(InvalidSelectorException.class);
            assertThat(session.createBrowser(queue, " ").getMessageSelector()).isNull();
        }
    }

    @Test
    void looksIntoTemporaryQueues() throws JMSException {
        try (Client client = stage.client()) {
            TemporaryQueue temporary = client.session().createTemporaryQueue();
            client.send(temporary, "a");

            assertThat(texts(client.session().createBrowser(temporary))).containsExactly("a");
        }
    }

    @Test
    void isThereForQueueSessionsAndContexts() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a");
        }
        try (QueueConnection connection = stage.factory().createQueueConnection();
                QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
                JMSContext context = stage.factory().createContext();
                QueueBrowser browser = context.createBrowser(queue, "JMSPriority = 4")) {
            assertThat(texts(session.createBrowser(queue))).containsExactly("a");
            assertThat(texts(browser)).containsExactly("a");
        }
    }

    private static void assertClosed(QueueBrowser browser, Enumeration<?> messages) {
        assertThatThrownBy(browser::getEnumeration).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(browser::getQueue).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(browser::getMessageSelector).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(messages::hasMoreElements).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(messages::nextElement).isInstanceOf(IllegalStateRuntimeException.class);
    }

    private static List<String> texts(QueueBrowser browser) throws JMSException {
        List<String> texts = new ArrayList<>();
        Enumeration<?> messages = browser.getEnumeration();
        while (messages.hasMoreElements()) {
            texts.add(Inbox.textOf((Message) messages.nextElement()));
        }
        return texts;
    }
}
