package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams arrive as they were written and convert as the table says (Jakarta Messaging 3.1 §3.11.3). */
@OverBothTransports
class StreamMessageTest {
    private final Client client;
    private final Queue queue;

    StreamMessageTest(Stage stage) throws JMSException {
        client = stage.client();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @Test
    void carriesEveryTypeInOrder() throws JMSException {
        StreamMessage sent = client.session().createStreamMessage();
        sent.writeBoolean(true);
        sent.writeByte(Byte.MIN_VALUE);
        sent.writeShort(Short.MIN_VALUE);
        sent.writeChar('\uD83D');
        sent.writeInt(Integer.MIN_VALUE);
        sent.writeLong(Long.MIN_VALUE);
        sent.writeFloat(Float.NaN);
        sent.writeDouble(-0.0);
        sent.writeString("Grüße \uD83D\uDE80 and half a pair: \uD83D");
        sent.writeBytes(new byte[] {1, 2, 3});
        sent.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        sent.writeObject(null);
        sent.writeObject(7);

        StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);

        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo(Byte.MIN_VALUE);
        assertThat(received.readShort()).isEqualTo(Short.MIN_VALUE);
        assertThat(received.readChar()).isEqualTo('\uD83D');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(received.readFloat()).isNaN();
        assertThat(received.readDouble()).isEqualTo(-0.0);
        assertThat(received.readString()).isEqualTo("Grüße \uD83D\uDE80 and half a pair: \uD83D");
        assertThat((byte[]) received.readObject()).containsExactly(1, 2, 3);
        assertThat((byte[]) received.readObject()).containsExactly(2, 3);
        assertThat(received.readObject()).isNull();
        assertThat(received.readObject()).isEqualTo(7);
        assertThatThrownBy(received::readObject).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(received::readInt).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(() -> received.readBytes(new byte[1])).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion({
        "JMS:SPEC:75.1", "JMS:SPEC:75.2", "JMS:SPEC:75.3", "JMS:SPEC:75.4", "JMS:SPEC:75.5", "JMS:SPEC:75.6",
        "JMS:SPEC:75.7", "JMS:SPEC:75.8", "JMS:SPEC:75.9", "JMS:SPEC:75.10", "JMS:SPEC:75.11", "JMS:SPEC:75.12",
        "JMS:SPEC:75.13", "JMS:SPEC:75.14", "JMS:SPEC:75.15", "JMS:SPEC:75.16", "JMS:SPEC:75.17", "JMS:SPEC:75.18",
        "JMS:SPEC:75.19", "JMS:SPEC:75.20", "JMS:SPEC:75", "JMS:SPEC:74"
    })
    void convertsAsTheTableSays() throws JMSException {
        for (Map.Entry<String, Object> stored : Conversions.STORED.entrySet()) {
            StreamMessage sent = client.session().createStreamMessage();
            sent.writeObject(stored.getValue());
            StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);
            for (Map.Entry<String, Conversions.Reading> each :
                    readings(received).entrySet()) {
                String wanted = each.getKey();
                Conversions.Reading reading = each.getValue();
                received.reset();
                if (Conversions.isAllowed(stored.getKey(), wanted)) {
                    assertThat(reading.read())
                            .as("%s as %s", stored.getKey(), wanted)
                            .isEqualTo(Conversions.expected(stored.getKey(), wanted));
                } else {
                    assertThatThrownBy(reading::read)
                            .as("%s as %s", stored.getKey(), wanted)
                            .isInstanceOf(MessageFormatException.class);
                }
            }
        }
    }

    private static Map<String, Conversions.Reading> readings(StreamMessage stream) {
        Map<String, Conversions.Reading> readings = new LinkedHashMap<>();
        readings.put("boolean", stream::readBoolean);
        readings.put("byte", stream::readByte);
        readings.put("short", stream::readShort);
        readings.put("char", stream::readChar);
        readings.put("int", stream::readInt);
        readings.put("long", stream::readLong);
        readings.put("float", stream::readFloat);
        readings.put("double", stream::readDouble);
        readings.put("String", stream::readString);
        readings.put("byte[]", () -> {
            byte[] one = new byte[1];
            assertThat(stream.readBytes(one)).isEqualTo(1);
            return one;
        });
        return readings;
    }

    @Test
    @Assertion({"JMS:SPEC:78", "JMS:SPEC:79"})
    void readsNullAsValueOfDoes() throws JMSException {
        StreamMessage sent = client.session().createStreamMessage();
        sent.writeString(null);

        StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);

        assertThatThrownBy(received::readByte).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(received::readShort).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(received::readInt).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(received::readLong).isInstanceOf(NumberFormatException.class);
        assertThatNullPointerException().isThrownBy(received::readFloat);
        assertThatNullPointerException().isThrownBy(received::readDouble);
        assertThatNullPointerException().isThrownBy(received::readChar);
        assertThat(received.readBoolean()).isFalse();
        received.reset();
        assertThat(received.readBytes(new byte[1])).isEqualTo(-1);
        received.reset();
        assertThat(received.readString()).isNull();
        assertThatThrownBy(received::readString).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion({"JMS:SPEC:76", "JMS:SPEC:77", "JMS:SPEC:81"})
    void staysWhereItIsWhenAReadFails() throws JMSException {
        StreamMessage sent = client.session().createStreamMessage();
        sent.writeString("word");
        sent.writeInt(5);

        StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);

        assertThatThrownBy(received::readInt).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(received::readDouble).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(received::readChar).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.readBytes(new byte[1])).isInstanceOf(MessageFormatException.class);
        assertThat(received.readBoolean()).isFalse();
        assertThatThrownBy(received::readByte).isInstanceOf(MessageFormatException.class);
        assertThat(received.readString()).isEqualTo("5");
    }

    @Test
    void readsArraysInPieces() throws JMSException {
        StreamMessage sent = client.session().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2, 3, 4, 5});
        sent.writeInt(6);

        StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);

        byte[] piece = new byte[3];
        assertThat(received.readBytes(piece)).isEqualTo(3);
        assertThat(piece).containsExactly(1, 2, 3);
        assertThatThrownBy(received::readInt).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(received::readObject).isInstanceOf(MessageFormatException.class);
        assertThat(received.readBytes(piece)).isEqualTo(2);
        assertThat(piece).startsWith(4, 5);
        assertThat(received.readInt()).isEqualTo(6);
    }

    @Test
    void asksOnceMoreWhenTheArrayFillsTheBuffer() throws JMSException {
        StreamMessage sent = client.session().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2});
        sent.writeBytes(new byte[0]);
        sent.writeBytes(null);
        sent.writeInt(6);

        StreamMessage received = (StreamMessage) client.roundTrip(queue, sent);

        byte[] two = new byte[2];
        assertThat(received.readBytes(two)).isEqualTo(2);
        assertThatThrownBy(received::readInt).isInstanceOf(MessageFormatException.class);
        assertThat(received.readBytes(two)).isEqualTo(-1);
        assertThat(received.readBytes(two)).as("empty").isZero();
        assertThat(received.readBytes(two)).as("null").isEqualTo(-1);
        assertThat(received.readInt()).isEqualTo(6);
    }

    @Test
    @Assertion({"JMS:SPEC:72", "JMS:SPEC:73", "JMS:SPEC:73.1"})
    void isEitherWrittenOrRead() throws JMSException {
        StreamMessage stream = client.session().createStreamMessage();
        stream.writeInt(1);
        assertThatThrownBy(stream::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(() -> stream.readBytes(new byte[1])).isInstanceOf(MessageNotReadableException.class);
        stream.setIntProperty("p", 1);
        StreamMessage received = (StreamMessage) client.roundTrip(queue, stream);
        assertThatThrownBy(() -> received.writeInt(2)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.writeObject(null)).isInstanceOf(MessageNotWriteableException.class);

        received.clearBody();

        assertThatThrownBy(received::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThat(received.getIntProperty("p")).isEqualTo(1);
        received.writeInt(2);
        received.reset();
        assertThat(received.readInt()).isEqualTo(2);
        assertThatThrownBy(() -> received.writeInt(3)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void refusesOtherTypes() throws JMSException {
        StreamMessage stream = client.session().createStreamMessage();

        assertThatThrownBy(() -> stream.writeObject(BigDecimal.ONE)).isInstanceOf(MessageFormatException.class);

        stream.reset();
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion({"JMS:SPEC:85", "JMS:SPEC:88"})
    void takesAndGivesCopiesOfArrays() throws JMSException {
        byte[] given = {1, 2};
        StreamMessage stream = client.session().createStreamMessage();
        stream.writeBytes(given);
        given[0] = 9;
        stream.reset();
        ((byte[]) stream.readObject())[1] = 9;
        stream.reset();

        assertThat((byte[]) stream.readObject()).containsExactly(1, 2);
    }

    @Test
    void neverGivesItsBodyAsAWhole() throws JMSException {
        StreamMessage stream = client.session().createStreamMessage();

        assertThat(stream.isBodyAssignableTo(Object.class)).isFalse();
        assertThatThrownBy(() -> stream.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }
}
