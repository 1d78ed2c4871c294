package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import jakarta.jms.BytesMessage;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
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
    void copiesMapsOfEveryType() throws JMSException {
        JmsMapMessage own = new JmsMapMessage();
        own.setChar("char", 'c');
        own.setBytes("bytes", new byte[] {1, 2});
        own.setObject("null", null);
        own.setFloat("float", 1.5f);

        JmsMessage copy = MessageConversion.own(foreign(MapMessage.class, own));

        assertThat(copy).isInstanceOf(JmsMapMessage.class).isNotSameAs(own);
        assertThat(((MapMessage) copy).getChar("char")).isEqualTo('c');
        assertThat(((MapMessage) copy).getBytes("bytes")).containsExactly(1, 2);
        assertThat(((MapMessage) copy).itemExists("null")).isTrue();
        assertThat(((MapMessage) copy).getFloat("float")).isEqualTo(1.5f);
    }

    @Test
    void copiesStreamsWhicheverModeTheyAreIn() throws JMSException {
        JmsStreamMessage own = new JmsStreamMessage();
        own.writeInt(1);
        own.writeObject(null);
        own.writeBytes(new byte[] {3});

        StreamMessage copy = (StreamMessage) MessageConversion.own(foreign(StreamMessage.class, own));

        copy.reset();
        assertThat(copy.readObject()).isEqualTo(1);
        assertThat(copy.readObject()).isNull();
        assertThat(copy.readObject()).isEqualTo(new byte[] {3});
        assertThatThrownBy(copy::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void copiesObjects() throws JMSException {
        JmsObjectMessage own = new JmsObjectMessage();
        own.setObject(new ArrayList<>(List.of("a", 2)));

        JmsMessage copy = MessageConversion.own(foreign(ObjectMessage.class, own));

        assertThat(copy).isInstanceOf(JmsObjectMessage.class);
        assertThat((Object) copy.getBody(List.class)).isEqualTo(List.of("a", 2));
    }

    @Test
    void refusesToReplyToAnotherProvider() throws JMSException {
        JmsMessage own = new JmsPlainMessage();
        own.setJMSReplyTo((Queue) () -> "theirs");

        assertThatThrownBy(own::replyToAddress)
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("JMSReplyTo");
    }
}
