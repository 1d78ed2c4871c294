package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The simplified interface: contexts, their producers and consumers (§2.8, §6.3, §7, §8). */
@OverBothTransports
class ContextTest {
    private static final long PATIENCE_MILLIS = Inbox.PATIENCE_MILLIS;

    private final Stage stage;
    private final Queue queue;

    ContextTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    void sendsAndReceivesBodies() {
        try (JMSContext context = context()) {
            context.createProducer()
                    .send(queue, "text")
                    .send(queue, new byte[] {1, 2})
                    .send(queue, "again")
                    .send(queue, "last");
            JMSConsumer consumer = context.createConsumer(queue);

            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("text");
            assertThat(consumer.receiveBody(byte[].class, PATIENCE_MILLIS)).containsExactly(1, 2);
            assertThat(consumer.receiveBody(String.class)).isEqualTo("again");
            assertThat(consumer.receiveBodyNoWait(String.class)).isEqualTo("last");
            assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
            assertThat(consumer.receiveBody(String.class, 20)).isNull();
        }
    }

    @Test
    void startsWithTheFirstConsumer() {
        try (JMSContext context = context()) {
            assertThat(context.getAutoStart()).isTrue();
            context.createProducer().send(queue, "a");

            assertThat(context.createConsumer(queue).receiveBody(String.class, PATIENCE_MILLIS))
                    .isEqualTo("a");
        }
    }

    @Test
    void startsWhenToldIfItMayNotByItself() {
        try (JMSContext context = context()) {
            context.setAutoStart(false);
            context.createProducer().send(queue, "a");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThat(consumer.receiveNoWait()).isNull();
            assertThat(consumer.receive(20)).isNull();

            context.start();

            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("a");
            context.createProducer().send(queue, "b");
            context.stop();
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }

    @Test
    void dressesMessagesAsItsProducerSays() throws JMSException {
        Topic replies = stage.topic();
        try (JMSContext context = context()) {
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setPriority(8)
                    .setTimeToLive(3_600_000)
                    .setJMSCorrelationID("correlation")
                    .setJMSType("type")
                    .setJMSReplyTo(replies)
                    .setProperty("number", 7)
                    .setProperty("text", "seven");
            producer.send(queue, "dressed");
            producer.clearProperties().send(queue, "plain");
            JMSConsumer consumer = context.createConsumer(queue);

            Message dressed = consumer.receive(PATIENCE_MILLIS);
            assertThat(dressed.getBody(String.class)).isEqualTo("dressed");
            assertThat(dressed.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(dressed.getJMSPriority()).isEqualTo(8);
            assertThat(dressed.getJMSExpiration()).isEqualTo(dressed.getJMSTimestamp() + 3_600_000);
            assertThat(dressed.getJMSCorrelationID()).isEqualTo("correlation");
            assertThat(dressed.getJMSType()).isEqualTo("type");
            assertThat(dressed.getJMSReplyTo()).isEqualTo(replies);
            assertThat(dressed.getIntProperty("number")).isEqualTo(7);
            assertThat(dressed.getStringProperty("text")).isEqualTo("seven");
            assertThat(producer.propertyExists("number")).isFalse();
            Message plain = consumer.receive(PATIENCE_MILLIS);
            assertThat(plain.propertyExists("number")).isFalse();
            assertThat(plain.getJMSPriority()).isEqualTo(8);
        }
    }

    @Test
    void keepsWhatTheMessageItselfSays() throws JMSException {
        try (JMSContext context = context()) {
            TextMessage message = context.createTextMessage("own");
            message.setIntProperty("own", 1);
            message.setIntProperty("both", 1);
            message.setJMSType("own type");
            context.createProducer().setProperty("both", 2).send(queue, message);

            Message received = context.createConsumer(queue).receive(PATIENCE_MILLIS);
            assertThat(received.getIntProperty("own")).isEqualTo(1);
            assertThat(received.getIntProperty("both")).isEqualTo(2);
            assertThat(received.getJMSType()).isEqualTo("own type");
        }
    }

    @Test
    void commitsAndRollsBack() {
        try (JMSContext context = stage.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            assertThat(context.getTransacted()).isTrue();
            JMSConsumer consumer = context.createConsumer(queue);
            context.createProducer().send(queue, "never");
            context.rollback();
            context.createProducer().send(queue, "a");
            assertThat(consumer.receiveNoWait()).isNull();
            context.commit();
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("a");
            context.rollback();
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("a");
            context.commit();
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }

    @Test
    void acknowledgesEverythingConsumed() throws JMSException {
        try (JMSContext context = stage.factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.createProducer().send(queue, "a").send(queue, "b").send(queue, "c");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("a");
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("b");
            context.acknowledge();
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("c");
            context.recover();
            assertThat(consumer.receive(PATIENCE_MILLIS).getJMSRedelivered()).isTrue();
        }

        assertThat(Leftover.in(stage, queue)).containsExactly("c:3!");
    }

    @Test
    void listens() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (JMSContext context = context();
                JMSContext sender = context()) {
            context.createConsumer(queue)
                    .setMessageListener(message -> heard.add(Failing.get(() -> Inbox.textOf(message))));
            sender.createProducer().send(queue, "a").send(queue, "b");

            assertThat(heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("a");
            assertThat(heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("b");
        }
    }

    @Test
    void mustNotBeClosedOrStoppedByItsListener() throws InterruptedException {
        BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        try (JMSContext context = context()) {
            context.createConsumer(queue).setMessageListener(message -> {
                outcomes.add(catchThrowable(context::close));
                outcomes.add(catchThrowable(context::stop));
            });
            try (JMSContext sender = context()) {
                sender.createProducer().send(queue, "a");
            }

            assertThat(outcomes.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(IllegalStateRuntimeException.class);
            assertThat(outcomes.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(IllegalStateRuntimeException.class);
            assertThat(context.getTransacted()).isFalse();
        }
    }

    @Test
    void sharesItsConnectionWithFurtherContexts() throws JMSException {
        try (JMSContext first = context()) {
            first.setClientID(stage.freshName("client"));
            JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
            assertThat(second.getClientID()).isEqualTo(first.getClientID());
            second.createProducer().send(queue, "a");
            second.commit();
            first.createProducer().send(queue, "b");
            JMSConsumer consumer = first.createConsumer(queue);
            second.createProducer().send(queue, "never");
            second.close();

            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("a");
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("b");
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void keepsTheConnectionUntilItsLastContextIsClosed() throws JMSException {
        JMSContext first = context();
        try (JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            first.createProducer().send(queue, "a");
            first.close();

            assertThat(second.createConsumer(queue).receiveBody(String.class, PATIENCE_MILLIS))
                    .isEqualTo("a");
        }
    }

    @Test
    void subscribesDurably() throws JMSException {
        Topic topic = stage.topic();
        String identifier = stage.freshName("client");
        try (JMSContext context = context()) {
            context.setClientID(identifier);
            context.createDurableConsumer(topic, "news").close();
            context.createProducer().send(topic, "while away");
        }
        try (JMSContext context = context()) {
            context.setClientID(identifier);
            JMSConsumer consumer = context.createDurableConsumer(topic, "news", null, false);
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("while away");
            assertThatThrownBy(() -> context.unsubscribe("news")).isInstanceOf(JMSRuntimeException.class);
            consumer.close();
            context.unsubscribe("news");
        }
    }

    @Test
    void translatesExceptions() throws JMSException {
        Topic topic = stage.topic();
        String identifier = stage.freshName("client");
        try (JMSContext context = context();
                JMSContext holder = context()) {
            holder.setClientID(identifier);

            assertThatThrownBy(() -> context.setClientID(identifier))
                    .isInstanceOf(InvalidClientIDRuntimeException.class);
            assertThatThrownBy(() -> context.createConsumer(queue, "a ="))
                    .isInstanceOf(InvalidSelectorRuntimeException.class);
            assertThatThrownBy(() -> context.createDurableConsumer(topic, "news"))
                    .isInstanceOf(IllegalStateRuntimeException.class);
            assertThatThrownBy(() -> holder.unsubscribe("unknown"))
                    .isInstanceOf(InvalidDestinationRuntimeException.class);
            assertThatThrownBy(() -> context.createProducer().send(null, "a"))
                    .isInstanceOf(InvalidDestinationRuntimeException.class);
            assertThatThrownBy(() -> context.createProducer().send(queue, (Message) null))
                    .isInstanceOf(MessageFormatRuntimeException.class);
            assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
            assertThatThrownBy(() -> stage.factory().createContext(17)).isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() -> context.createProducer().setPriority(10)).isInstanceOf(JMSRuntimeException.class);
        }
    }

    @Test
    void deliversAgainAsNewWhatDidNotFitTheWantedBody() throws JMSException {
        try (JMSContext context = context()) {
            context.createProducer().send(queue, "text").send(queue, "next");
            JMSConsumer consumer = context.createConsumer(queue);

            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, PATIENCE_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
            assertThatThrownBy(() -> consumer.receiveBodyNoWait(Integer.class))
                    .isInstanceOf(MessageFormatRuntimeException.class);

            Message again = consumer.receive(PATIENCE_MILLIS);
            assertThat(Inbox.textOf(again)).isEqualTo("text");
            assertThat(again.getJMSRedelivered()).isFalse();
            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, PATIENCE_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
        }

        assertThat(Leftover.in(stage, queue)).containsExactly("next:1");
    }

    @Test
    void consumesWhatDidNotFitInOtherModes() throws JMSException {
        try (JMSContext context = stage.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createProducer().send(queue, "text").send(queue, "next");
            context.commit();
            JMSConsumer consumer = context.createConsumer(queue);

            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, PATIENCE_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("next");
            context.rollback();

            assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("text");
            context.commit();
        }

        assertThat(Leftover.in(stage, queue)).containsExactly("next:2!");
    }

    @Test
    void refusesBodiesThatAreNotThere() {
        try (JMSContext context = context()) {
            context.createProducer().send(queue, context.createMessage());
            JMSConsumer consumer = context.createConsumer(queue);

            assertThatThrownBy(() -> consumer.receiveBody(String.class, PATIENCE_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
        }
    }

    @Test
    void wakesAReceiverWhenAnotherThreadClosesIt() throws Exception {
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        Aside<Object> receiver = Aside.run(consumer::receive);
        receiver.awaitWaiting();

        context.close();

        assertThat(receiver.result()).isNull();
    }

    private JMSContext context() {
        return stage.factory().createContext();
    }
}
