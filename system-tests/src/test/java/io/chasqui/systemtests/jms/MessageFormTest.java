package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all five forms of messages, whoever has made them (§3.11, §3.12, §10.3). */
@OverBothTransports
class MessageFormTest {
    private final Stage stage;
    private final Client client;
    private final Session session;
    private final Queue queue;

    MessageFormTest(Stage stage) throws JMSException {
        this.stage = stage;
        client = stage.client();
        session = client.session();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    /** The forms, each with a body that tells who wrote it. */
    enum Form {
        TEXT(TextMessage.class) {
            @Override
            void write(Message message, String author) throws JMSException {
                ((TextMessage) message).setText(author);
            }

            @Override
            Object read(Message message) throws JMSException {
                return ((TextMessage) message).getText();
            }
        },
        BYTES(BytesMessage.class) {
            @Override
            void write(Message message, String author) throws JMSException {
                ((BytesMessage) message).writeUTF(author);
            }

            @Override
            Object read(Message message) throws JMSException {
                return ((BytesMessage) message).readUTF();
            }
        },
        MAP(MapMessage.class) {
            @Override
            void write(Message message, String author) throws JMSException {
                ((MapMessage) message).setString("author", author);
            }

            @Override
            Object read(Message message) throws JMSException {
                assertThat(names(((MapMessage) message).getMapNames())).containsExactly("author");
                return ((MapMessage) message).getString("author");
            }
        },
        STREAM(StreamMessage.class) {
            @Override
            void write(Message message, String author) throws JMSException {
                ((StreamMessage) message).writeString(author);
            }

            @Override
            Object read(Message message) throws JMSException {
                return ((StreamMessage) message).readString();
            }
        },
        OBJECT(ObjectMessage.class) {
            @Override
            void write(Message message, String author) throws JMSException {
                ((ObjectMessage) message).setObject(author);
            }

            @Override
            Object read(Message message) throws JMSException {
                return ((ObjectMessage) message).getObject();
            }
        };

        private final Class<? extends Message> type;

        Form(Class<? extends Message> type) {
            this.type = type;
        }

        abstract void write(Message message, String author) throws JMSException;

        abstract Object read(Message message) throws JMSException;

        Message create(Session session) throws JMSException {
            return switch (this) {
                case TEXT -> session.createTextMessage();
                case BYTES -> session.createBytesMessage();
                case MAP -> session.createMapMessage();
                case STREAM -> session.createStreamMessage();
                case OBJECT -> session.createObjectMessage();
            };
        }

        void assertOnly(Message message) {
            for (Form each : values()) {
                assertThat(each.type.isInstance(message)).as("%s", each).isEqualTo(each == this);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Assertion({"JMS:SPEC:82", "JMS:SPEC:190", "JMS:SPEC:197"})
    void arrivesInTheFormInWhichItWasSent(Form form) throws JMSException {
        Message sent = form.create(session);
        form.write(sent, "sender");
        form.assertOnly(sent);

        Message received = client.roundTrip(queue, sent);

        form.assertOnly(received);
        assertThat(form.read(received)).isEqualTo("sender");
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("JMS:SPEC:84")
    void mayBeTheMessageOfAnotherProvider(Form form) throws JMSException {
        Message inner = form.create(session);
        form.write(inner, "another provider");
        Message foreign = foreign(form.type, inner);
        foreign.setStringProperty("property", "kept");
        foreign.setObjectProperty("number", 66L);
        foreign.setJMSCorrelationID("correlation");
        foreign.setJMSType("type");
        foreign.setJMSReplyTo(queue);
        Message received;
        try (MessageProducer producer = session.createProducer(queue);
                Inbox inbox = client.inbox(queue, "number = 66")) {
            producer.send(foreign);
            received = inbox.next();
        }

        form.assertOnly(received);
        assertThat(form.read(received)).isEqualTo("another provider");
        assertThat(received.getStringProperty("property")).isEqualTo("kept");
        assertThat(received.getObjectProperty("number")).isEqualTo(66L);
        assertThat(received.getJMSCorrelationID()).isEqualTo("correlation");
        assertThat(received.getJMSType()).isEqualTo("type");
        assertThat(received.getJMSReplyTo()).isEqualTo(queue);
        assertThat(foreign.getJMSMessageID()).startsWith("ID:").isEqualTo(received.getJMSMessageID());
        assertThat(foreign.getJMSDestination()).isEqualTo(queue);
        assertThat(foreign.getJMSTimestamp()).isEqualTo(received.getJMSTimestamp());
    }

    /** A message of a class that Chasqui does not know. */
    private static Message foreign(Class<? extends Message> type, Message inner) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("JMS:SPEC:71")
    void comesAgainAsItWasSent(Form form) throws JMSException {
        Message sent = form.create(session);
        form.write(sent, "sender");
        sent.setStringProperty("author", "sender");
        client.send(queue, sent);
        try (Client reader = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = reader.inbox(queue)) {
            Message received = inbox.next();
            received.clearBody();
            form.write(received, "consumer");
            received.clearProperties();
            received.setStringProperty("author", "consumer");
            reader.session().recover();

            Message again = inbox.next();
            assertThat(form.read(again)).isEqualTo("sender");
            assertThat(again.getStringProperty("author")).isEqualTo("sender");
            assertThat(again.getJMSRedelivered()).isTrue();
            again.acknowledge();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Assertion({"JMS:SPEC:72", "JMS:SPEC:73", "JMS:SPEC:73.1", "JMS:SPEC:179"})
    void isWrittenByItsConsumerOnlyAfterItWasCleared(Form form) throws JMSException {
        Message sent = form.create(session);
        form.write(sent, "sender");
        sent.setIntProperty("kept", 1);
        Message received = client.roundTrip(queue, sent);

        assertThatThrownBy(() -> form.write(received, "consumer")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setIntProperty("kept", 2)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(form.read(received)).isEqualTo("sender");
        received.clearBody();

        assertThat(received.getIntProperty("kept")).isEqualTo(1);
        assertEmpty(received);
        form.write(received, "consumer");
        Message forwarded = client.roundTrip(queue, received);
        assertThat(form.read(forwarded)).isEqualTo("consumer");
    }

    /** Whether the body is that of a new message. */
    private static void assertEmpty(Message message) throws JMSException {
        if (message instanceof StreamMessage stream) {
            assertThatThrownBy(stream::readString).isInstanceOf(MessageNotReadableException.class);
        } else if (message instanceof BytesMessage bytes) {
            assertThatThrownBy(bytes::getBodyLength).isInstanceOf(MessageNotReadableException.class);
        } else if (message instanceof MapMessage map) {
            assertThat(map.getMapNames().hasMoreElements()).isFalse();
        } else {
            assertThat(message.getBody(Object.class)).isNull();
        }
    }

    @Test
    @Assertion("JMS:SPEC:178")
    void isNotReadWhileItIsWritten() throws JMSException {
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeInt(1);
        StreamMessage stream = session.createStreamMessage();
        stream.writeInt(1);

        assertThatThrownBy(bytes::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(bytes::getBodyLength).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(stream::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageNotReadableException.class);
        bytes.reset();
        stream.reset();
        assertThat(bytes.readInt()).isEqualTo(1);
        assertThat(stream.readInt()).isEqualTo(1);
    }

    @Test
    @Assertion("JMS:SPEC:177")
    void refusesTypesThatDoNotFit() throws JMSException {
        StreamMessage stream = session.createStreamMessage();
        MapMessage map = session.createMapMessage();
        BytesMessage bytes = session.createBytesMessage();
        for (Object unsupported : List.of(new Object(), List.of(1), new int[1])) {
            assertThatThrownBy(() -> stream.writeObject(unsupported)).isInstanceOf(MessageFormatException.class);
            assertThatThrownBy(() -> map.setObject("o", unsupported)).isInstanceOf(MessageFormatException.class);
            assertThatThrownBy(() -> bytes.writeObject(unsupported)).isInstanceOf(MessageFormatException.class);
            assertThatThrownBy(() -> map.setObjectProperty("o", unsupported))
                    .isInstanceOf(MessageFormatException.class);
        }
        stream.writeBoolean(true);
        stream.writeString("twelve");
        stream.reset();
        map.setBoolean("truth", true);
        map.setString("word", "twelve");
        map.setBooleanProperty("truth", true);
        map.setStringProperty("word", "twelve");

        assertThatThrownBy(stream::readShort).isInstanceOf(MessageFormatException.class);
        assertThat(stream.readBoolean()).isTrue();
        assertThatThrownBy(stream::readInt).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> map.getShort("truth")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> map.getInt("word")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> map.getShortProperty("truth")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> map.getIntProperty("word")).isInstanceOf(NumberFormatException.class);
        try (MessageProducer producer = session.createProducer(queue)) {
            assertThatThrownBy(() -> producer.send(null)).isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:35")
    void keepsItsOwnPrefixForProperties() throws JMSException {
        Message sent = session.createTextMessage("text");
        sent.setStringProperty("JMS_Chasqui_anything", "mine");
        sent.setStringProperty("JMS_other_vendor", "theirs");

        Message received = client.roundTrip(queue, sent);

        assertThat(names(received.getPropertyNames()))
                .containsExactlyInAnyOrder("JMS_other_vendor", "JMSXDeliveryCount");
    }

    private static List<String> names(Enumeration<?> enumeration) {
        return Collections.list(enumeration).stream().map(String::valueOf).toList();
    }
}
