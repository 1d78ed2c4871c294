package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionCommand.OpenConsumer;
import io.chasqui.protocol.frame.SessionCommand.OpenSession;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionCommand.Rollback;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.frame.SessionEvent.Refuse;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReattachTest {
    private static final DeliveryName ONE = new DeliveryName(1, 1);
    private static final DeliveryName TWO = new DeliveryName(1, 2);

    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private JmsConnection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = broker.connect();
        connection.start();
    }

    private void cut() {
        broker.loseLink();
        environment.reconnect();
    }

    private MessageProducer careless(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(new ChasquiQueue("q"));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    @Test
    void repeatsWhatIsUnansweredWithTheSameSequencesInOrder() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = careless(session);
        producer.send(session.createMessage());
        broker.confirms = false;
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        broker.confirms = true;
        broker.decided = 2;

        cut();
        producer.send(session.createMessage());

        OpenSession open = broker.only(OpenSession.class);
        assertThat(open.reattach()).isTrue();
        assertThat(open.confirmed()).isEqualTo(1);
        assertThat(open.epoch()).isGreaterThan(1);
        assertThat(broker.all(Send.class)).extracting(Send::sequence).containsExactly(2L, 3L, 4L);
    }

    @Test
    void leavesNoGapWhereACommandWasRefusedBeforeAnEarlierOneWasConfirmed() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = careless(session);
        broker.confirms = false;
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        broker.tell(new Refuse(1, 1, 2, ErrorCode.RESOURCE, "full"));
        broker.confirms = true;

        cut();

        assertThat(broker.only(OpenSession.class).confirmed()).isZero();
        assertThat(broker.all(Send.class)).extracting(Send::sequence).containsExactly(1L, 3L);
        assertThat(broker.only(Acknowledge.class).sequence()).isEqualTo(2);
        assertThat(broker.only(Acknowledge.class).deliveries()).isEmpty();
        assertThat(indexOf(Acknowledge.class)).isLessThan(broker.frames.indexOf(broker.last(Send.class)));
    }

    @Test
    void forgetsARefusedCommandOnceAllBeforeItAreConfirmed() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = careless(session);
        broker.confirms = false;
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        broker.tell(new Refuse(1, 1, 2, ErrorCode.RESOURCE, "full"));
        broker.confirm(1);

        cut();

        assertThat(broker.only(OpenSession.class).confirmed()).isEqualTo(2);
        assertThat(broker.all(Send.class)).isEmpty();
    }

    @Test
    void keepsTheKeysOfConnectionAndSession() throws JMSException {
        connection.createSession().createConsumer(new ChasquiQueue("q"));
        OpenConnection before = broker.only(OpenConnection.class);
        OpenSession sessionBefore = broker.only(OpenSession.class);

        cut();

        assertThat(broker.only(OpenConnection.class)).isEqualTo(before);
        assertThat(broker.only(OpenSession.class).keyHigh()).isEqualTo(sessionBefore.keyHigh());
        assertThat(broker.only(OpenSession.class).keyLow()).isEqualTo(sessionBefore.keyLow());
    }

    @Test
    void goesOnWithTheConsumersOfAResumedSession() throws JMSException {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        broker.decided = 1;

        cut();
        int epoch = broker.only(OpenSession.class).epoch();
        broker.deliver(1, TWO, 1);
        broker.deliver(epoch, ONE, 1);

        assertThat(broker.all(OpenConsumer.class)).isEmpty();
        assertThat(broker.only(Flow.class).epoch()).isEqualTo(epoch);
        assertThat(consumer.receive().getBody(String.class)).isEqualTo("m1");
        assertThat(broker.only(Acknowledge.class).deliveries()).containsExactly(ONE);
    }

    @Test
    void opensItsConsumersAgainBehindTheRepeatsWhenTheBrokerForgotTheSession() throws JMSException {
        Session session = connection.createSession();
        session.createConsumer(new ChasquiQueue("q"));
        MessageProducer producer = careless(session);
        broker.confirms = false;
        producer.send(session.createMessage());
        broker.confirms = true;
        broker.resumes = false;
        broker.decided = 1;

        cut();

        assertThat(broker.only(Acknowledge.class).sequence()).isEqualTo(2);
        assertThat(broker.only(OpenConsumer.class).sequence()).isEqualTo(3);
        assertThat(broker.only(OpenConsumer.class).credit()).isEqualTo(1);
        assertThat(indexOf(Acknowledge.class)).isLessThan(indexOf(OpenConsumer.class));
    }

    private int indexOf(Class<? extends Frame> type) {
        return broker.frames.indexOf(broker.only(type));
    }

    @Test
    void doesNotRepeatNonPersistentMessagesToABrokerThatForgotTheSession() throws JMSException {
        Session session = connection.createSession();
        broker.confirms = false;
        careless(session).send(session.createMessage());
        broker.resumes = false;

        cut();

        assertThat(broker.all(Send.class)).isEmpty();
        assertThat(broker.only(Acknowledge.class).sequence()).isEqualTo(1);
        assertThat(broker.only(Acknowledge.class).deliveries()).isEmpty();
    }

    @Test
    void namesWhatIsInUnansweredReleases() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        consumer.receive();
        broker.confirms = false;
        session.recover();

        cut();

        assertThat(broker.only(OpenSession.class).held()).containsExactly(ONE);
    }

    @Test
    void namesWhatTheApplicationHolds() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        consumer.receive();
        broker.deliver(1, TWO, 1);

        cut();

        assertThat(broker.only(OpenSession.class).held()).containsExactly(ONE);
    }

    @Test
    void namesWhatIsInUnansweredAcknowledgements() throws JMSException {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.confirms = false;
        broker.deliver(1, ONE, 1);
        consumer.receive();

        cut();

        assertThat(broker.only(OpenSession.class).held()).containsExactly(ONE);
        assertThat(broker.only(Acknowledge.class).deliveries()).containsExactly(ONE);
    }

    @Test
    void raisesTheEpochOfReleasesThatAreNotDecided() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        consumer.receive();
        broker.confirms = false;
        session.recover();
        broker.decided = 1;

        cut();

        int opened = broker.only(OpenSession.class).epoch();
        assertThat(broker.only(Release.class).epoch()).isGreaterThan(opened);
        assertThat(broker.last(Flow.class).epoch())
                .isEqualTo(broker.only(Release.class).epoch());
    }

    @Test
    void doomsAnOpenTransactionThatTheBrokerForgot() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        careless(session).send(session.createMessage());
        broker.resumes = false;
        broker.decided = 1;

        cut();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
        assertThat(broker.all(Commit.class)).isEmpty();
        broker.only(Rollback.class);
    }

    @Test
    void goesOnWithAnOpenTransactionThatTheBrokerKept() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        careless(session).send(session.createMessage());
        broker.decided = 1;

        cut();
        session.commit();

        assertThat(broker.only(Commit.class).sends()).isEqualTo(1);
    }

    @Test
    void doomsATransactionWhoseDeliveriesAreLost() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        consumer.receive();
        broker.decided = 1;
        broker.lost = java.util.List.of(ONE);

        cut();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
    }

    @Test
    void leavesTheOutcomeOfACommitUnderWayToTheBroker() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        careless(session).send(session.createMessage());
        broker.confirms = false;
        broker.resumes = false;
        broker.decided = 2;
        LinkedBlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        Thread committer = new Thread(() -> {
            try {
                session.commit();
                outcomes.add("committed");
            } catch (JMSException refused) {
                outcomes.add(refused);
            }
        });
        committer.start();
        while (committer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        cut();
        assertThat(broker.only(Commit.class).sequence()).isEqualTo(2);
        broker.tell(new Confirm(1, 1, 2, 0));

        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("committed");
    }

    @Test
    void leavesLostClientAcknowledgementsToTheBroker() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        Message message = consumer.receive();
        broker.decided = 1;
        broker.lost = java.util.List.of(ONE);

        cut();
        broker.refusals.put(FrameKind.ACKNOWLEDGE, ErrorCode.DELIVERY);

        assertThatThrownBy(message::acknowledge).isInstanceOf(JMSException.class);
        assertThat(broker.only(Acknowledge.class).deliveries()).containsExactly(ONE);
    }

    @Test
    void tellsTheExceptionListenerWhenAConsumerCannotBeOpenedAgain() throws Exception {
        LinkedBlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
        JmsConnection other = broker.connect();
        other.setExceptionListener(told::add);
        other.start();
        Session session = other.createSession();
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.resumes = false;
        broker.decided = 1;
        broker.refusals.put(FrameKind.OPEN_CONSUMER, ErrorCode.SUBSCRIPTION);

        cut();

        assertThat(told.poll(5, TimeUnit.SECONDS))
                .extracting(JMSException::getErrorCode)
                .isEqualTo("CHASQUI-SUBSCRIPTION");
        assertThatThrownBy(consumer::receive).isExactlyInstanceOf(JMSException.class);
    }

    @Test
    void answersReceiveNoWaitWithNullWhileThereIsNoLink() throws JMSException {
        MessageConsumer consumer = connection.createSession().createConsumer(new ChasquiQueue("q"));
        broker.loseLink();

        environment.reconnect();
        broker.loseLink();

        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void failsAtOnceWhenReconnectingIsTurnedOff() throws Exception {
        LinkedBlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
        JmsConnection fragile =
                broker.source("tcp://broker:1?reconnectTimeoutMillis=0").connect();
        fragile.setExceptionListener(told::add);
        Session session = fragile.createSession();
        MessageProducer producer = careless(session);

        broker.tell(new Goodbye(ErrorCode.UNAVAILABLE, "The broker stops."));
        broker.loseLink();

        assertThat(told.poll(5, TimeUnit.SECONDS)).hasMessageContaining("The broker stops.");
        assertThatThrownBy(() -> session.createConsumer(new ChasquiQueue("q"))).isInstanceOf(JMSException.class);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        assertThatThrownBy(() -> producer.send(session.createMessage())).isInstanceOf(JMSException.class);
        fragile.close();
    }

    @Test
    void repeatsRefusalsToTheirWaiters() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = careless(session);
        broker.confirms = false;
        producer.send(session.createMessage());
        cut();

        broker.tell(new Refuse(1, 1, 1, ErrorCode.RESOURCE, "full"));
        broker.confirms = true;
        producer.send(session.createMessage());

        assertThat(broker.last(Send.class).sequence()).isEqualTo(2);
    }
}
