package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionCommand.Rollback;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Refuse;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private static final DeliveryName ONE = new DeliveryName(1, 1);

    private final ScriptedBroker broker = new ScriptedBroker(new TestEnvironment());
    private Session session;
    private MessageProducer producer;
    private MessageConsumer consumer;

    @BeforeEach
    void open() throws JMSException {
        JmsConnection connection = broker.connect();
        connection.start();
        session = connection.createSession(Session.SESSION_TRANSACTED);
        producer = session.createProducer(new ChasquiQueue("q"));
        consumer = session.createConsumer(new ChasquiQueue("q"));
    }

    @Test
    void staysLocalWhileThereIsNothingToDecide() throws JMSException {
        session.commit();
        session.rollback();

        assertThat(broker.all(Commit.class)).isEmpty();
        assertThat(broker.all(Rollback.class)).isEmpty();
    }

    @Test
    void commitsSendsAndConsumedMessagesTogether() throws JMSException {
        broker.deliver(1, ONE, 1);
        consumer.receive();
        producer.send(session.createMessage());
        producer.send(session.createMessage());

        session.commit();
        session.commit();

        assertThat(broker.all(Send.class)).allMatch(Send::transacted);
        assertThat(broker.only(Commit.class).sends()).isEqualTo(2);
        assertThat(broker.only(Commit.class).deliveries()).containsExactly(ONE);
    }

    @Test
    void rollsBackInANewEpoch() throws JMSException {
        broker.deliver(1, ONE, 1);
        consumer.receive();

        session.rollback();
        broker.deliver(1, new DeliveryName(1, 2), 1);
        broker.deliver(2, ONE, 2);

        assertThat(broker.only(Rollback.class).epoch()).isEqualTo(2);
        assertThat(broker.only(Rollback.class).seen()).containsExactly(ONE);
        assertThat(broker.last(Flow.class).epoch()).isEqualTo(2);
        assertThat(consumer.receive().getJMSRedelivered()).isTrue();
    }

    @Test
    void rollsBackWhenTheCommitIsRefused() throws JMSException {
        broker.refusals.put(FrameKind.COMMIT, ErrorCode.RESOURCE);
        broker.deliver(1, ONE, 1);
        consumer.receive();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);

        assertThat(broker.only(Rollback.class).seen()).containsExactly(ONE);
    }

    @Test
    void canOnlyRollBackAfterAStagedSendWasRefused() throws JMSException {
        broker.refusals.put(FrameKind.SEND, ErrorCode.RESOURCE);
        producer.send(session.createMessage());
        broker.refusals.clear();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);

        assertThat(broker.all(Commit.class)).isEmpty();
        broker.only(Rollback.class);
        producer.send(session.createMessage());
        session.commit();
        assertThat(broker.only(Commit.class).sends()).isEqualTo(1);
    }

    @Test
    void saysWhyASendWasRefusedWhoseRefusalComesBehindTheCommit() throws JMSException {
        broker.confirms = false;
        producer.send(session.createMessage());
        CompletableFuture<Throwable> thrown =
                CompletableFuture.supplyAsync(() -> Assertions.catchThrowable(session::commit));
        while (broker.all(Commit.class).isEmpty()) {
            Thread.onSpinWait();
        }

        broker.confirms = true;
        broker.tell(new Refuse(1, 1, broker.only(Send.class).sequence(), ErrorCode.RESOURCE, "The disk is full."));
        broker.tell(new Refuse(
                1, 1, broker.only(Commit.class).sequence(), ErrorCode.TRANSACTION_ROLLED_BACK, "A send is missing."));

        assertThat(thrown.join())
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessage("The disk is full.");
    }

    @Test
    void isNotForOtherSessions() throws JMSException {
        Session plain = broker.connect().createSession();

        assertThatThrownBy(plain::commit).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(session::recover).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }
}
