package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BytesMessageTest {
    private final JmsBytesMessage message = new JmsBytesMessage();

    @Test
    void readsWhatWasWritten() throws JMSException {
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.writeShort((short) -2);
        message.writeChar('ß');
        message.writeInt(-3);
        message.writeLong(-4);
        message.writeFloat(1.5f);
        message.writeDouble(2.5);
        message.writeUTF("text");
        message.writeBytes(new byte[] {1, 2, 3}, 1, 2);

        JmsBytesMessage received = (JmsBytesMessage) MessageTest.travelled(message);

        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -1);
        assertThat(received.readUnsignedByte()).isEqualTo(255);
        assertThat(received.readShort()).isEqualTo((short) -2);
        assertThat(received.readUnsignedShort()).isEqualTo(65_534);
        assertThat(received.readChar()).isEqualTo('ß');
        assertThat(received.readInt()).isEqualTo(-3);
        assertThat(received.readLong()).isEqualTo(-4);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(2.5);
        assertThat(received.readUTF()).isEqualTo("text");
        byte[] rest = new byte[5];
        assertThat(received.readBytes(rest)).isEqualTo(2);
        assertThat(rest).startsWith(2, 3);
        assertThat(received.readBytes(rest)).isEqualTo(-1);
    }

    @Test
    void isEitherWrittenOrRead() throws JMSException {
        message.writeInt(1);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::getBodyLength).isInstanceOf(MessageNotReadableException.class);

        message.reset();
        assertThat(message.getBodyLength()).isEqualTo(4);
        assertThatThrownBy(() -> message.writeInt(2)).isInstanceOf(MessageNotWriteableException.class);

        message.clearBody();
        message.writeByte((byte) 1);
        message.reset();
        assertThat(message.getBodyLength()).isEqualTo(1);
    }

    @Test
    void staysWhereItWasAtTheEnd() throws JMSException {
        message.writeShort((short) 7);
        message.reset();

        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        assertThat(message.readShort()).isEqualTo((short) 7);
        assertThatThrownBy(message::readByte).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void writesObjectsOfKnownTypes() throws JMSException {
        message.writeObject(1);
        message.writeObject("a");
        message.writeObject(new byte[] {9});
        message.reset();

        assertThat(message.readInt()).isEqualTo(1);
        assertThat(message.readUTF()).isEqualTo("a");
        assertThat(message.readByte()).isEqualTo((byte) 9);
        message.clearBody();
        assertThatThrownBy(() -> message.writeObject(BigDecimal.ONE)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void givesItsBodyAsArray() throws JMSException {
        assertThat(message.getBody(byte[].class)).isNull();
        message.clearBody();
        message.writeByte((byte) 5);

        assertThat(message.isBodyAssignableTo(byte[].class)).isTrue();
        assertThat(message.isBodyAssignableTo(String.class)).isFalse();
        assertThat(message.getBody(byte[].class)).containsExactly(5);
        assertThat(message.readByte()).isEqualTo((byte) 5);
    }

    @Test
    void checksTheLengthToRead() throws JMSException {
        message.writeInt(1);
        message.reset();

        assertThatThrownBy(() -> message.readBytes(new byte[2], 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
