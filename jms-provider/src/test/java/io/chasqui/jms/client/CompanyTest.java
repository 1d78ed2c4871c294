package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An automatic acknowledgement, which nobody waits for, leaves together with another frame. */
@Timeout(20)
class CompanyTest {
    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private JmsConnection connection;
    private MessageConsumer consumer;

    private void consume(int messages) throws JMSException {
        connection = broker.connect();
        connection.start();
        consumer = connection.createSession(Session.AUTO_ACKNOWLEDGE).createConsumer(new ChasquiQueue("q"));
        for (int number = 1; number <= messages; number++) {
            broker.deliver(1, new DeliveryName(1, number), 1);
        }
    }

    @Test
    void takesAnAcknowledgementAlongWithASendOfAnotherSession() throws JMSException {
        consume(1);
        MessageProducer producer = connection.createSession().createProducer(new ChasquiQueue("p"));
        consumer.receive();
        assertThat(broker.unpushed()).extracting(Frame::kind).containsExactly(FrameKind.ACKNOWLEDGE);

        producer.send(connection.createSession().createMessage());

        assertThat(broker.frames).extracting(Frame::kind).contains(FrameKind.ACKNOWLEDGE, FrameKind.SEND);
        assertThat(broker.unpushed()).isEmpty();
    }

    @Test
    void leavesNoMoreThanOneAcknowledgementOfASession() throws JMSException {
        consume(100);

        for (int received = 1; received <= 100; received++) {
            consumer.receive();

            assertThat(broker.all(Acknowledge.class)).hasSize(received);
            assertThat(broker.unpushed()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void waitsAgainAfterAnotherSessionHasPushed() throws JMSException {
        consume(2);
        MessageProducer producer = connection.createSession().createProducer(new ChasquiQueue("p"));
        consumer.receive();
        producer.send(connection.createSession().createMessage());

        consumer.receive();

        assertThat(broker.unpushed()).extracting(Frame::kind).containsExactly(FrameKind.ACKNOWLEDGE);
    }

    @Test
    void pushesWhenAFewSessionsWait() throws JMSException {
        consume(0);
        List<MessageConsumer> consumers = new ArrayList<>(List.of(consumer));
        while (consumers.size() < 3) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            consumers.add(session.createConsumer(new ChasquiQueue("q")));
        }
        List<Integer> unpushed = new ArrayList<>();

        for (int number = 1; number <= 20; number++) { // at first each asks for more credit
            unpushed.clear();
            for (int session = 1; session <= 3; session++) {
                broker.tell(new Deliver(
                        1,
                        session,
                        1,
                        1,
                        new DeliveryName(session, number),
                        1,
                        new byte[0],
                        ScriptedBroker.text("m", 0)));
                consumers.get(session - 1).receive();
                unpushed.add(broker.unpushed().size());
            }
            connection
                    .createSession()
                    .createProducer(new ChasquiQueue("p"))
                    .send(connection.createSession().createMessage());
        }

        assertThat(unpushed).containsExactly(1, 2, 0);
    }

    @Test
    void pushesCreditThatAReceiverNeeds() throws JMSException {
        consume(0);

        assertThat(consumer.receiveNoWait()).isNull();

        assertThat(broker.unpushed()).isEmpty();
    }

    @Test
    @Timeout(20)
    void pushesAnAcknowledgementThatFindsNoCompany() throws JMSException {
        environment.timed = true;
        consume(1);

        consumer.receive();

        while (!broker.unpushed().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(broker.frames).extracting(Frame::kind).contains(FrameKind.ACKNOWLEDGE);
    }

    @Test
    void pushesEverythingWithTheEndOfAConsumer() throws JMSException {
        consume(1);
        consumer.receive();

        consumer.close();

        assertThat(broker.unpushed()).isEmpty();
    }
}
