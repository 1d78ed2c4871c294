package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies arrive as they were sent, and are read-only then (Jakarta Messaging 3.1 §3.10, §3.11). */
@OverBothTransports
class MessageBodyTest {
    private static final int LARGE_BYTES = 5 << 20;

    private final Client client;
    private final Queue queue;

    MessageBodyTest(Stage stage) throws JMSException {
        client = stage.client();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße, ¡adiós! 你好 \uD83D\uDE80", "line\r\nline\t\u0000end"})
    void carriesText(String text) throws JMSException {
        TextMessage received =
                (TextMessage) client.roundTrip(queue, client.session().createTextMessage(text));

        assertThat(received.getText()).isEqualTo(text);
        assertThat(received.getBody(String.class)).isEqualTo(text);
        assertThat(received.getBody(CharSequence.class)).isEqualTo(text);
        assertThat(received.isBodyAssignableTo(String.class)).isTrue();
        assertThat(received.isBodyAssignableTo(byte[].class)).isFalse();
        assertThatThrownBy(() -> received.getBody(byte[].class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void carriesTextThatIsNull() throws JMSException {
        TextMessage received =
                (TextMessage) client.roundTrip(queue, client.session().createTextMessage());

        assertThat(received.getText()).isNull();
        assertThat(received.getBody(String.class)).isNull();
        assertThat(received.isBodyAssignableTo(byte[].class)).isTrue();
    }

    @Test
    void carriesMessagesWithoutBody() throws JMSException {
        Message sent = client.session().createMessage();
        sent.setStringProperty("only", "property");

        Message received = client.roundTrip(queue, sent);

        assertThat(received).isNotInstanceOf(TextMessage.class).isNotInstanceOf(BytesMessage.class);
        assertThat(received.getBody(Object.class)).isNull();
        assertThat(received.isBodyAssignableTo(String.class)).isTrue();
        assertThat(received.getStringProperty("only")).isEqualTo("property");
    }

    @Test
    @Assertion("JMS:SPEC:176")
    void carriesEveryTypeOfABytesMessage() throws JMSException {
        BytesMessage sent = client.session().createBytesMessage();
        sent.writeBoolean(true);
        sent.writeByte((byte) -2);
        sent.writeShort((short) -300);
        sent.writeChar('ñ');
        sent.writeInt(Integer.MIN_VALUE);
        sent.writeLong(Long.MAX_VALUE);
        sent.writeFloat(1.5f);
        sent.writeDouble(-2.25);
        sent.writeUTF("texto");
        sent.writeBytes(new byte[] {1, 2, 3});
        sent.writeBytes(new byte[] {9, 4, 5, 9}, 1, 2);
        sent.writeObject(7);

        BytesMessage received = (BytesMessage) client.roundTrip(queue, sent);

        byte[] bytes = new byte[5];
        assertThat(received.getBodyLength()).isEqualTo(1 + 1 + 2 + 2 + 4 + 8 + 4 + 8 + 7 + 5 + 4);
        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -2);
        assertThat(received.readShort()).isEqualTo((short) -300);
        assertThat(received.readChar()).isEqualTo('ñ');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-2.25);
        assertThat(received.readUTF()).isEqualTo("texto");
        assertThat(received.readBytes(bytes)).isEqualTo(5);
        assertThat(bytes).containsExactly(1, 2, 3, 4, 5);
        assertThat(received.readInt()).isEqualTo(7);
        assertThat(received.readBytes(bytes)).isEqualTo(-1);
        assertThatThrownBy(received::readByte).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void readsBytesFromTheBeginningAfterReset() throws JMSException {
        BytesMessage received = (BytesMessage) client.roundTrip(queue, bytes(200, 17));

        assertThat(received.readUnsignedByte()).isEqualTo(200);
        received.reset();
        assertThat(received.readUnsignedByte()).isEqualTo(200);
        assertThat(received.getBody(byte[].class)).containsExactly((byte) 200, (byte) 17);
        assertThat(received.isBodyAssignableTo(byte[].class)).isTrue();
        assertThat(received.isBodyAssignableTo(String.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(String.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void carriesABytesMessageWithoutBytes() throws JMSException {
        BytesMessage received =
                (BytesMessage) client.roundTrip(queue, client.session().createBytesMessage());

        assertThat(received.getBodyLength()).isZero();
        assertThat(received.getBody(byte[].class)).isNull();
        assertThat(received.readBytes(new byte[1])).isEqualTo(-1);
    }

    @Test
    @Assertion({"JMS:SPEC:73", "JMS:SPEC:73.1"})
    void makesReceivedBodiesReadOnlyUntilTheyAreCleared() throws JMSException {
        TextMessage text =
                (TextMessage) client.roundTrip(queue, client.session().createTextMessage("sent"));
        BytesMessage bytes = (BytesMessage) client.roundTrip(queue, bytes(1));

        assertThatThrownBy(() -> text.setText("new")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> bytes.writeByte((byte) 2)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(text.getText()).isEqualTo("sent");

        text.clearBody();
        bytes.clearBody();

        assertThat(text.getText()).isNull();
        text.setText("new");
        assertThat(text.getText()).isEqualTo("new");
        bytes.writeByte((byte) 2);
        assertThatThrownBy(bytes::readByte).isInstanceOf(MessageNotReadableException.class);
        bytes.reset();
        assertThat(bytes.readByte()).isEqualTo((byte) 2);
    }

    @Test
    void sendsAMessageAsItIsAtThatMoment() throws JMSException {
        TextMessage message = client.session().createTextMessage("first");
        client.send(queue, message);
        message.setText("second");
        client.send(queue, message);

        try (Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.texts(2)).containsExactly("first", "second");
        }
    }

    @Test
    void forwardsWhatWasReceived() throws JMSException {
        TextMessage original = client.session().createTextMessage("pass it on");
        original.setIntProperty("hops", 1);
        Message received = client.roundTrip(queue, original);

        Message forwarded = client.roundTrip(queue, received);

        assertThat(Inbox.textOf(forwarded)).isEqualTo("pass it on");
        assertThat(forwarded.getIntProperty("hops")).isEqualTo(1);
        assertThat(forwarded.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(forwarded.getJMSMessageID()).isNotEqualTo(original.getJMSMessageID());
    }

    @Test
    void carriesFiveMebibytes() throws JMSException {
        byte[] content = new byte[LARGE_BYTES];
        new Random(5).nextBytes(content);
        BytesMessage sent = client.session().createBytesMessage();
        sent.writeBytes(content);

        BytesMessage received = (BytesMessage) client.roundTrip(queue, sent);

        assertThat(received.getBodyLength()).isEqualTo(LARGE_BYTES);
        assertThat(received.getBody(byte[].class)).isEqualTo(content);
    }

    private BytesMessage bytes(int... values) throws JMSException {
        BytesMessage message = client.session().createBytesMessage();
        for (int value : values) {
            message.writeByte((byte) value);
        }
        return message;
    }
}
