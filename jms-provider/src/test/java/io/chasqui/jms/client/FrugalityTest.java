package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.OpenSession;
import io.chasqui.protocol.frame.SessionCommand.Send;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** What costs nothing: frameworks call it for each message. */
class FrugalityTest {
    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private final JmsConnection connection;

    FrugalityTest() throws JMSException {
        this.connection = broker.connect();
    }

    @Test
    void opensASessionWithTheFirstThingThatIsDoneWithIt() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(new ChasquiQueue("q"));
        connection.start();
        connection.stop();
        assertThat(broker.all(OpenSession.class)).isEmpty();

        producer.send(session.createTextMessage("first"));

        assertThat(broker.frames)
                .extracting(Frame::kind)
                .endsWith(FrameKind.OPEN_CONNECTION, FrameKind.OPEN_SESSION, FrameKind.SEND);
    }

    @Test
    void takesASessionThatWasNotUsedYetToTheNextLink() throws JMSException {
        Session session = connection.createSession();
        broker.loseLink();
        environment.reconnect();

        session.createProducer(new ChasquiQueue("q")).send(session.createTextMessage("first"));

        broker.only(OpenConnection.class);
        broker.only(OpenSession.class);
        broker.only(Send.class);
    }

    @Test
    void startsAndStopsWithoutAWord() throws JMSException {
        MessageConsumer consumer = connection.createSession().createConsumer(new ChasquiQueue("q"));
        connection.start();
        broker.frames.clear();

        connection.stop();
        connection.start();

        assertThat(broker.frames).isEmpty();
        assertThat(consumer.getMessageSelector()).isNull();
    }

    @Test
    void endsEmptyTransactionsWithoutAWord() throws JMSException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        connection.start();
        assertThat(consumer.receiveNoWait()).isNull();
        broker.frames.clear();

        session.commit();
        session.rollback();
        session.commit();

        assertThat(broker.frames).isEmpty();
    }

    @Test
    void closesASenderWithoutWaiting() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(new ChasquiQueue("q"));
        producer.send(session.createTextMessage("text"));
        broker.confirms = false;
        broker.answersEnds = false;

        producer.close();
        session.close();
        connection.close();

        broker.only(CloseConnection.class);
    }
}
