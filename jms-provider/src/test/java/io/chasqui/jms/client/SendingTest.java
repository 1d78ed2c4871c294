package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void open() throws JMSException {
        session = broker.connect().createSession();
        producer = session.createProducer(new ChasquiQueue("q"));
    }

    @Test
    void putsTheProducersDecisionsIntoTheSealedMessage() throws JMSException {
        producer.setPriority(7);
        producer.setTimeToLive(1_000);

        producer.send(session.createTextMessage("hello"));

        Send send = broker.only(Send.class);
        SealedMessage sealed = SealedMessage.of(send.message());
        long brokerNowMillis = environment.timeMillis() + broker.clockAheadMillis;
        assertThat(send.sequence()).isEqualTo(1);
        assertThat(send.transacted()).isFalse();
        assertThat(send.destination()).isEqualTo(Destination.queue("q"));
        assertThat(sealed.priority()).isEqualTo(7);
        assertThat(sealed.persistent()).isTrue();
        assertThat(sealed.timestampMillis()).isEqualTo(brokerNowMillis);
        assertThat(sealed.expirationMillis()).isEqualTo(brokerNowMillis + 1_000);
        assertThat(sealed.identity().number()).isEqualTo(1);
    }

    @Test
    void tellsTheMessageWhatBecameOfIt() throws JMSException {
        TextMessage message = session.createTextMessage("hello");
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);

        producer.send(message);

        assertThat(message.getJMSMessageID()).startsWith("ID:");
        assertThat(message.getJMSDestination()).isEqualTo(new ChasquiQueue("q"));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSTimestamp()).isEqualTo(environment.timeMillis() + broker.clockAheadMillis);
        assertThat(message.getJMSExpiration()).isZero();
    }

    @Test
    void leavesOutIdentifierAndTimestampWhenDisabled() throws JMSException {
        TextMessage message = session.createTextMessage("hello");
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        producer.setTimeToLive(10);

        producer.send(message);

        assertThat(message.getJMSMessageID()).isNull();
        assertThat(message.getJMSTimestamp()).isZero();
        assertThat(message.getJMSExpiration()).isPositive();
    }

    @Test
    void throwsTheExceptionThatStandsForTheRefusal() throws JMSException {
        broker.refusals.put(FrameKind.SEND, ErrorCode.DESTINATION);

        assertThatThrownBy(() -> producer.send(session.createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void doesNotWaitForTheAnswerToANonPersistentMessage() throws JMSException {
        broker.confirms = false;
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);

        producer.send(session.createMessage());
        producer.send(session.createMessage());

        assertThat(broker.all(Send.class)).extracting(Send::sequence).containsExactly(1L, 2L);
    }

    @Test
    void givesUpWhenThereIsNoCreditInTime() throws JMSException {
        broker.grantBytes = 1_000;
        broker.confirms = false;
        Session poor =
                broker.source("tcp://broker:1?sendTimeoutMillis=20").connect().createSession();
        MessageProducer sender = poor.createProducer(new ChasquiQueue("q"));
        sender.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        sender.send(poor.createTextMessage("x".repeat(800)));

        assertThatThrownBy(() -> sender.send(poor.createTextMessage("x".repeat(800))))
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageContaining("sendTimeoutMillis");
    }

    @Test
    void refusesMessagesAboveTheBrokersLimit() {
        assertThatThrownBy(() -> producer.send(session.createTextMessage("x".repeat(2 << 20))))
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void tellsCompletionListenersInOrder() throws Exception {
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        CompletionListener listener = noting(told);

        producer.send(session.createMessage(), listener);
        broker.refusals.put(FrameKind.SEND, ErrorCode.RESOURCE);
        producer.send(session.createMessage(), listener);
        session.close();

        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("ResourceAllocationException");
    }

    private static CompletionListener noting(LinkedBlockingQueue<String> told) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                told.add("done");
            }

            @Override
            public void onException(Message message, Exception exception) {
                told.add(exception.getClass().getSimpleName());
            }
        };
    }

    /** What is to be forced can be put together with what comes next; what is not goes to its consumer at once. */
    @Test
    void leavesTimeToTheBrokerWhenItDoesNotWaitForAPersistentMessage() throws JMSException {
        producer.send(session.createMessage());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createMessage());
        assertThat(broker.flushesWithoutHaste).hasValue(0);

        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(session.createMessage(), noting(new LinkedBlockingQueue<>()));

        assertThat(broker.flushesWithoutHaste).hasValue(1);
        assertThat(broker.unpushed()).isEmpty();
    }

    /** One listener only in a session: its thread might take over the next send, and push it out after its return. */
    @Test
    void leavesNoTimeWhenTheMessageIsNotPersistent() throws JMSException {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createMessage(), noting(new LinkedBlockingQueue<>()));

        assertThat(broker.flushesWithoutHaste).hasValue(0);
        assertThat(broker.unpushed()).isEmpty();
    }

    @Test
    void keepsTheRulesOfUnidentifiedProducers() throws JMSException {
        MessageProducer anywhere = session.createProducer(null);

        assertThatThrownBy(() -> anywhere.send(session.createMessage()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> producer.send(new ChasquiQueue("other"), session.createMessage()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> anywhere.send(null, session.createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
