package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.context.JmsContexts;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.OpenConsumer;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatRuntimeException;
import org.junit.jupiter.api.Test;

/** The simplified API on a scripted broker. */
class ContextTest {
    private final ScriptedBroker broker = new ScriptedBroker(new TestEnvironment());

    private JMSContext context(int mode) {
        return JmsContexts.open(broker::connect, mode);
    }

    @Test
    void sendsWithSettingsHeadersAndProperties() {
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer()
                    .setPriority(9)
                    .setTimeToLive(5)
                    .setJMSType("kind")
                    .setJMSCorrelationID("c")
                    .setJMSReplyTo(new ChasquiQueue("answers"))
                    .setProperty("n", 1)
                    .send(context.createQueue("q"), "hello");
        }

        SealedMessage sealed = SealedMessage.of(broker.only(Send.class).message());
        assertThat(sealed.priority()).isEqualTo(9);
        assertThat(sealed.expirationMillis()).isPositive();
        assertThat(sealed.headers().type()).isEqualTo("kind");
        assertThat(sealed.headers().correlation()).isEqualTo("c");
        assertThat(sealed.properties()).containsEntry("n", 1);
        broker.only(CloseConnection.class);
    }

    @Test
    void startsWithItsFirstConsumer() {
        JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
        broker.deliver(1, new DeliveryName(1, 1), 1);

        assertThat(consumer.receiveBody(String.class)).isEqualTo("m1");
        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
    }

    @Test
    void leavesStartingToTheApplicationWhenToldSo() {
        JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
        context.setAutoStart(false);

        context.createConsumer(context.createQueue("q"));

        assertThat(broker.only(OpenConsumer.class).credit()).isZero();
    }

    @Test
    void acknowledgesForItsSession() {
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
        context.acknowledge();
        broker.deliver(1, new DeliveryName(1, 1), 1);
        consumer.receive();

        context.acknowledge();

        assertThat(broker.only(Acknowledge.class).urgent()).isTrue();
    }

    @Test
    void commits() {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        context.createProducer().send(context.createQueue("q"), new byte[] {1});

        context.commit();

        assertThat(broker.only(Commit.class).sends()).isEqualTo(1);
    }

    @Test
    void endsTheConnectionWithItsLastContext() {
        JMSContext first = context(JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);

        first.close();
        first.close();
        assertThat(broker.all(CloseConnection.class)).isEmpty();
        second.createProducer().send(second.createQueue("q"), "still here");
        second.close();

        broker.only(CloseConnection.class);
        assertThatThrownBy(second::createMessage).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void turnsCheckedExceptionsIntoUncheckedOnes() {
        JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);
        broker.refusals.put(FrameKind.OPEN_CONSUMER, ErrorCode.SELECTOR);
        broker.refusals.put(FrameKind.SEND, ErrorCode.DESTINATION);
        ChasquiQueue queue = new ChasquiQueue("q");

        assertThatThrownBy(() -> context.createConsumer(queue, "x"))
                .isInstanceOf(InvalidSelectorRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(queue, "x"))
                .isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(queue, (jakarta.jms.Message) null))
                .isInstanceOf(MessageFormatRuntimeException.class);
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        broker.greeting = ErrorCode.AUTHENTICATION;
        assertThatThrownBy(() -> context(JMSContext.AUTO_ACKNOWLEDGE)).isInstanceOf(JMSSecurityRuntimeException.class);
    }

    @Test
    void checksItsMode() {
        assertThatThrownBy(() -> context(-1)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context(4)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void convertsProducerPropertiesLikeMessagesDo() {
        JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE);

        assertThat(context.createProducer().getBooleanProperty("none")).isFalse();
        assertThatThrownBy(() -> context.createProducer().getIntProperty("none"))
                .isInstanceOf(NumberFormatException.class);
        assertThat(context.createProducer()
                        .setProperty("a", 1)
                        .setProperty("b", "x")
                        .getPropertyNames())
                .containsExactly("a", "b");
    }
}
