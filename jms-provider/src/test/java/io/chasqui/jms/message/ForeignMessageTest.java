package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Messages of another provider, played by proxies that hide our own classes. */
class ForeignMessageTest {
    private static <M extends Message> M foreign(Class<M> type, Message own) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return type.cast(proxy);
    }

    @Test
    void copiesTextHeadersAndProperties() throws JMSException {
        JmsTextMessage own = new JmsTextMessage();
        own.setText("hello");
        own.setJMSCorrelationID("c");
        own.setJMSType("kind");
        own.setJMSReplyTo(new ChasquiQueue("answers"));
        own.setLongProperty("p", 5);

        JmsMessage copy = MessageConversion.own(foreign(TextMessage.class, own));

        assertThat(copy).isNotSameAs(own);
        assertThat(copy.getBody(String.class)).isEqualTo("hello");
        assertThat(copy.getJMSCorrelationID()).isEqualTo("c");
        assertThat(copy.getJMSType()).isEqualTo("kind");
        assertThat(copy.getJMSReplyTo()).isEqualTo(new ChasquiQueue("answers"));
        assertThat(copy.getObjectProperty("p")).isEqualTo(5L);
    }

    @Test
    void copiesBytesWhicheverModeTheyAreIn() throws JMSException {
        JmsBytesMessage own = new JmsBytesMessage();
        byte[] bytes = new byte[20_000];
        bytes[19_999] = 7;
        own.writeBytes(bytes);

        JmsMessage copy = MessageConversion.own(foreign(BytesMessage.class, own));

        assertThat(copy.getBody(byte[].class)).isEqualTo(bytes);
    }

    @Test
    void copiesMessagesWithoutBody() throws JMSException {
        JmsMessage copy = MessageConversion.own(foreign(Message.class, new JmsPlainMessage()));

        assertThat(copy).isInstanceOf(JmsPlainMessage.class);
    }

    @Test
    void refusesKindsItDoesNotKnowYet() {
        MapMessage map = (MapMessage) Proxy.newProxyInstance(
                MapMessage.class.getClassLoader(), new Class<?>[] {MapMessage.class}, (a, b, c) -> null);

        assertThatThrownBy(() -> MessageConversion.own(map))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("not supported");
    }
}
