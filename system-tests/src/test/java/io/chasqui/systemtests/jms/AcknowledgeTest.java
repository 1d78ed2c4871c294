package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The acknowledgement modes of sessions without transaction, and recover (§6.2.10, §8.4). */
@OverBothTransports
class AcknowledgeTest {
    private final Stage stage;
    private final Queue queue;

    AcknowledgeTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @BeforeEach
    void fillQueue() throws JMSException {
        try (Client client = stage.client()) {
            client.send(queue, "a", "b", "c", "d", "e");
        }
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:132")
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void endsWhatWasReceivedAutomatically(int mode) throws JMSException {
        try (Client client = stage.client(mode);
                Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
        }

        assertThat(leftOver()).containsExactly("d:1", "e:1");
    }

    @Test
    void recoversNothingInAutoMode() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            client.session().recover();

            assertThat(Inbox.presentations(inbox.next(3))).containsExactly("c:1", "d:1", "e:1");
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void ignoresAcknowledgeInOtherModes(int mode) throws JMSException {
        try (Client client = stage.client(mode);
                Inbox inbox = client.inbox(queue)) {
            inbox.next().acknowledge();
            if (mode == Session.SESSION_TRANSACTED) {
                client.session().rollback();
                assertThat(Inbox.presentations(inbox.next(2))).containsExactly("a:2!", "b:1");
            } else {
                assertThat(inbox.text()).isEqualTo("b");
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:105")
    void bringsBackWhatWasNotAcknowledged() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
        }

        assertThat(leftOver()).containsExactly("a:2!", "b:2!", "c:2!", "d:1", "e:1");
    }

    @Test
    @Assertion("JMS:SPEC:131")
    void acknowledgesEverythingThatTheSessionHasConsumed() throws JMSException {
        Queue other = stage.queue();
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue);
                Inbox second = client.inbox(other)) {
            client.send(other, "x", "y");
            List<Message> messages = inbox.next(3);
            assertThat(second.text()).isEqualTo("x");

            messages.get(0).acknowledge();
        }

        assertThat(leftOver()).containsExactly("d:1", "e:1");
        try (Client client = stage.client();
                Inbox inbox = client.inbox(other)) {
            assertThat(inbox.rest()).containsExactly("y");
        }
    }

    @Test
    void acknowledgesRepeatedly() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            Message first = inbox.next();
            first.acknowledge();
            first.acknowledge();
            Message second = inbox.next();
            second.acknowledge();
            assertThat(inbox.text()).isEqualTo("c");
        }

        assertThat(leftOver()).containsExactly("c:2!", "d:1", "e:1");
    }

    @Test
    void acknowledgesAfterTheConsumerWasClosed() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            Message message;
            try (Inbox inbox = client.inbox(queue)) {
                message = inbox.next();
            }
            assertThat(leftOver()).containsExactly("b:1", "c:1", "d:1", "e:1");
            message.acknowledge();
        }

        assertThat(leftOver()).isEmpty();
    }

    @Test
    @Assertion({"JMS:SPEC:129", "JMS:SPEC:194", "JMS:SPEC:13", "JMS:SPEC:257"})
    void recoversInOrderFromTheFirstUnacknowledgedMessage() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            inbox.next().acknowledge();
            assertThat(inbox.texts(2)).containsExactly("b", "c");
            client.session().recover();

            assertThat(Inbox.presentations(inbox.next(3))).containsExactly("b:2!", "c:2!", "d:1");
            client.session().recover();

            List<Message> again = inbox.next(4);
            assertThat(Inbox.presentations(again)).containsExactly("b:3!", "c:3!", "d:2!", "e:1");
            again.get(3).acknowledge();
        }

        assertThat(leftOver()).isEmpty();
    }

    @Test
    void recoversAllConsumersOfTheSessionAndOnlyThose() throws JMSException {
        Queue second = stage.queue();
        Queue third = stage.queue();
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Session other = client.connection().createSession(Session.CLIENT_ACKNOWLEDGE)) {
            client.send(second, "x");
            client.send(third, "y");
            Inbox one = client.inbox(queue);
            Inbox two = client.inbox(second);
            Inbox bystander = new Inbox(other.createConsumer(third));
            assertThat(one.text()).isEqualTo("a");
            assertThat(two.text()).isEqualTo("x");
            assertThat(bystander.text()).isEqualTo("y");

            client.session().recover();

            assertThat(Inbox.presentations(one.next(2))).containsExactly("a:2!", "b:1");
            assertThat(Inbox.presentations(two.next(1))).containsExactly("x:2!");
            assertThat(bystander.rest()).isEmpty();
        }
    }

    @Test
    void recoversQuietlyWhenNothingWasConsumed() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = client.inbox(queue)) {
            client.session().recover();

            assertThat(Inbox.presentations(inbox.next(1))).containsExactly("a:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:171")
    void keepsTransactionsAndAcknowledgementsApart() throws JMSException {
        try (Client auto = stage.client();
                Client transacted = stage.client(Session.SESSION_TRANSACTED)) {
            assertThatThrownBy(() -> auto.session().commit()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> auto.session().rollback()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> transacted.session().recover()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void tellsItsModes() throws JMSException {
        try (Client client = stage.client()) {
            assertThat(client.session().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
            assertThat(client.session().getTransacted()).isFalse();
            try (Session session = client.connection().createSession(true, Session.CLIENT_ACKNOWLEDGE)) {
                assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
                assertThat(session.getTransacted()).isTrue();
            }
            try (Session session = client.connection().createSession(Session.DUPS_OK_ACKNOWLEDGE)) {
                assertThat(session.getAcknowledgeMode()).isEqualTo(Session.DUPS_OK_ACKNOWLEDGE);
            }
            assertThatThrownBy(() -> client.connection().createSession(false, 77))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> client.connection().createSession(77)).isInstanceOf(JMSException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:113")
    void refusesToAcknowledgeOnceTheSessionIsClosed() throws JMSException {
        try (Client client = stage.client(Session.CLIENT_ACKNOWLEDGE)) {
            Message message = client.inbox(queue).next();
            client.session().close();

            assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
        }
    }

    private List<String> leftOver() throws JMSException {
        return Leftover.in(stage, queue);
    }
}
