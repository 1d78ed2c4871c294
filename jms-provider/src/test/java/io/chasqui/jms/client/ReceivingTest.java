package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.CloseConsumer;
import io.chasqui.protocol.frame.SessionCommand.CloseSession;
import io.chasqui.protocol.frame.SessionCommand.Expire;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionCommand.OpenConsumer;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.wire.WireWriter;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReceivingTest {
    private static final DeliveryName ONE = new DeliveryName(1, 1);
    private static final DeliveryName TWO = new DeliveryName(1, 2);

    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private JmsConnection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = broker.connect();
    }

    private MessageConsumer consumer(int mode) throws JMSException {
        connection.start();
        return connection.createSession(mode).createConsumer(new ChasquiQueue("q"));
    }

    @Test
    void startsWithACreditOfOne() throws JMSException {
        consumer(Session.AUTO_ACKNOWLEDGE);

        assertThat(broker.only(OpenConsumer.class).credit()).isEqualTo(1);
    }

    @Test
    void asksForNothingBeforeTheConnectionIsStarted() throws JMSException {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));

        assertThat(broker.only(OpenConsumer.class).credit()).isZero();
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(broker.all(Flow.class)).isEmpty();

        connection.start();
        assertThat(broker.only(Flow.class).credit()).isEqualTo(1);
    }

    @Test
    void acknowledgesOnItsOwn() throws JMSException {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        broker.deliver(1, ONE, 1);

        TextMessage message = (TextMessage) consumer.receive();

        assertThat(message.getText()).isEqualTo("m1");
        assertThat(message.getJMSRedelivered()).isFalse();
        assertThat(broker.only(Acknowledge.class).deliveries()).containsExactly(ONE);
        assertThat(broker.only(Acknowledge.class).urgent()).isFalse();
    }

    @Test
    void growsItsCreditWithConsumption() throws JMSException {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        int outstanding = 1;
        int greatest = 0;
        for (long i = 1; i <= 2_500; i++) {
            int before = broker.all(Flow.class).size();
            broker.deliver(1, new DeliveryName(1, i), 1);
            outstanding--;
            consumer.receive();
            for (Flow flow : broker.all(Flow.class)
                    .subList(before, broker.all(Flow.class).size())) {
                outstanding += flow.credit();
            }
            greatest = Math.max(greatest, outstanding);
            assertThat(outstanding).isPositive();
        }

        assertThat(greatest).isEqualTo(1_000);
        assertThat(broker.all(Flow.class)).hasSizeLessThan(50);
    }

    @Test
    void answersNullOnlyWhenTheBrokerHasSaidThatThereIsNothing() throws JMSException {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);

        Message message = consumer.receiveNoWait();

        assertThat(message).isNull();
        assertThat(broker.only(Flow.class).drain()).isTrue();
        assertThat(broker.only(Flow.class).credit()).isPositive();
    }

    @Test
    @Timeout(20)
    void missesNoAnswerThatComesInItsOwnThread() throws JMSException {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        broker.takesWakeUps = true;

        Message message = consumer.receiveNoWait();

        assertThat(message).isNull();
    }

    @Test
    void grantsAgainAfterADrain() throws JMSException {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        consumer.receiveNoWait();
        broker.deliver(1, ONE, 1);

        consumer.receive();

        assertThat(broker.last(Flow.class).drain()).isFalse();
        assertThat(broker.last(Flow.class).credit()).isPositive();
    }

    @Test
    void throwsForABadSelector() throws JMSException {
        broker.refusals.put(FrameKind.OPEN_CONSUMER, ErrorCode.SELECTOR);
        Session session = connection.createSession();

        assertThatThrownBy(() -> session.createConsumer(new ChasquiQueue("q"), "a = "))
                .isInstanceOf(InvalidSelectorException.class);
    }

    @Test
    void acknowledgesEverythingConsumedWhenTheClientSaysSo() throws JMSException {
        MessageConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        broker.deliver(1, ONE, 1);
        broker.deliver(1, TWO, 1);
        consumer.receive();
        Message second = consumer.receive();
        assertThat(broker.all(Acknowledge.class)).isEmpty();

        second.acknowledge();

        assertThat(broker.only(Acknowledge.class).deliveries()).containsExactly(ONE, TWO);
        assertThat(broker.only(Acknowledge.class).urgent()).isTrue();
    }

    @Test
    void reportsARefusedAcknowledgement() throws JMSException {
        MessageConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        broker.deliver(1, ONE, 1);
        Message message = consumer.receive();
        broker.refusals.put(FrameKind.ACKNOWLEDGE, ErrorCode.DELIVERY);

        assertThatThrownBy(message::acknowledge).isInstanceOf(JMSException.class);
    }

    @Test
    void recoversInANewEpochAndDropsWhatIsOlder() throws JMSException {
        connection.start();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        broker.deliver(1, TWO, 1);
        consumer.receive();

        session.recover();
        broker.deliver(1, new DeliveryName(1, 3), 1);
        broker.deliver(2, ONE, 2);

        assertThat(broker.only(Release.class).seen()).containsExactly(ONE);
        assertThat(broker.only(Release.class).epoch()).isEqualTo(2);
        assertThat(broker.last(Flow.class).epoch()).isEqualTo(2);
        Message again = consumer.receive();
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
    }

    @Test
    void keepsHeldDeliveriesWhenAConsumerCloses() throws JMSException {
        MessageConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        broker.deliver(1, ONE, 1);
        broker.deliver(1, TWO, 1);
        consumer.receive();

        consumer.close();
        consumer.close();

        assertThat(broker.only(CloseConsumer.class).held()).containsExactly(ONE);
        assertThatThrownBy(consumer::receive).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void countsWhatWasSeenWhenASessionCloses() throws JMSException {
        connection.start();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        broker.deliver(1, ONE, 1);
        broker.deliver(1, TWO, 1);
        consumer.receive();

        session.close();

        assertThat(broker.only(CloseSession.class).seen()).containsExactly(ONE);
    }

    @Test
    void doesNotDeliverWhatHasExpired() throws JMSException {
        MessageConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        long brokerNowMillis = environment.timeMillis() + broker.clockAheadMillis;
        broker.tell(new Deliver(1, 1, 1, 1, ONE, 1, new byte[0], ScriptedBroker.text("old", brokerNowMillis - 1)));
        broker.deliver(1, TWO, 1);

        TextMessage message = (TextMessage) consumer.receive();

        assertThat(message.getText()).isEqualTo("m2");
        assertThat(broker.only(Expire.class).deliveries()).containsExactly(ONE);
        assertThat(broker.all(Acknowledge.class)).isEmpty();
    }

    @Test
    void deliversWhatHadExpiredBeforeItWasSetAside() throws JMSException {
        MessageConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        long brokerNowMillis = environment.timeMillis() + broker.clockAheadMillis;
        WireWriter annotations = new WireWriter(64);
        PropertyCodec.write(annotations, Map.of("JMS_Chasqui_SetAsideAt", brokerNowMillis));
        byte[] old = ScriptedBroker.text("old", brokerNowMillis - 1);
        broker.tell(new Deliver(1, 1, 1, 1, ONE, 1, annotations.toByteArray(), old));

        TextMessage message = (TextMessage) consumer.receive();

        assertThat(message.getText()).isEqualTo("old");
    }

    @Test
    void givesBackWhatAListenerCouldNotHandle() throws Exception {
        LinkedBlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
        CountDownLatch released = new CountDownLatch(1);
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        consumer.setMessageListener(message -> {
            int count = deliveryCount(message);
            counts.add(count);
            if (count == 1) {
                throw new IllegalArgumentException("not this time");
            }
            released.countDown();
        });

        broker.deliver(1, ONE, 1);
        assertThat(counts.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
        awaitRelease();
        broker.deliver(2, ONE, 2);

        assertThat(released.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(counts).contains(2);
        assertThat(broker.only(Release.class).seen()).containsExactly(ONE);
    }

    private static int deliveryCount(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void awaitRelease() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (broker.all(Release.class).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void forbidsAListenerToCloseWhatWaitsForIt() throws Exception {
        connection.start();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(new ChasquiQueue("q"));
        LinkedBlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        consumer.setMessageListener(message -> {
            thread.set(Thread.currentThread());
            outcomes.add(outcome(session::close));
            outcomes.add(outcome(connection::close));
            outcomes.add(outcome(connection::stop));
            outcomes.add(outcome(consumer::close));
        });

        broker.deliver(1, ONE, 1);

        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("fine");
        session.close();
        thread.get().join(5_000);
        assertThat(thread.get().isAlive()).isFalse();
    }

    private interface Call {
        void run() throws JMSException;
    }

    private static Object outcome(Call call) {
        try {
            call.run();
            return "fine";
        } catch (JMSException refused) {
            return refused;
        }
    }

    @Test
    void returnsNullFromReceiveWhenClosedMeanwhile() throws Exception {
        MessageConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        LinkedBlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        Thread receiver = new Thread(() -> {
            try {
                Message message = consumer.receive();
                outcomes.add(message == null ? "null" : message);
            } catch (JMSException failed) {
                outcomes.add(failed);
            }
        });
        receiver.start();
        while (receiver.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        connection.close();

        assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("null");
    }

    @Test
    void needsAClientIdentifierForADurableSubscription() throws JMSException {
        Session session = connection.createSession();

        assertThatThrownBy(() -> session.createDurableConsumer(new ChasquiTopic("t"), "s"))
                .isInstanceOf(jakarta.jms.IllegalStateException.class)
                .hasMessageContaining("setClientID");
    }

    @Test
    void opensADurableSubscription() throws JMSException {
        connection.setClientID("me");
        Session session = connection.createSession();

        session.createDurableConsumer(new ChasquiTopic("t"), "s", "a = 1", true);

        OpenConsumer open = broker.only(OpenConsumer.class);
        assertThat(open.consumerKind()).isEqualTo(ConsumerKind.DURABLE);
        assertThat(open.subscription()).isEqualTo("s");
        assertThat(open.selector()).isEqualTo("a = 1");
        assertThat(open.noLocal()).isTrue();
    }
}
