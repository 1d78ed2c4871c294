package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.protocol.wire.WireWriter;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElementCodecTest {
    private static final List<@Nullable Object> EVERY_TYPE = Arrays.asList(
            true, (byte) -1, (short) -2, 'ñ', -3, -4L, 0.5f, -0.25, "text", "half \uD83D", new byte[] {1, 2}, null);

    @Test
    void bringsBackEveryType() throws MessageFormatException {
        assertThat(ElementCodec.stream(ElementCodec.stream(EVERY_TYPE)))
                .usingRecursiveComparison()
                .isEqualTo(EVERY_TYPE);
    }

    @Test
    void refusesDamagedBodiesWithoutFailing() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < EVERY_TYPE.size(); i++) {
            entries.put("name " + i, EVERY_TYPE.get(i));
        }
        byte[] map = ElementCodec.map(entries);
        byte[] stream = ElementCodec.stream(EVERY_TYPE);
        Random random = new Random(3);

        for (int i = 0; i < 20_000; i++) {
            boolean ofMap = random.nextBoolean();
            byte[] whole = ofMap ? map : stream;
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ofMap ? ElementCodec.map(damaged) : ElementCodec.stream(damaged))
                        .isNotNull();
            } catch (MessageFormatException expected) {
                assertThat(expected).hasMessageContaining(ofMap ? "MapMessage" : "StreamMessage");
            }
        }
    }

    @Test
    void refusesCountsThatTheBodyCannotHold() {
        byte[] many = new WireWriter(8).writeInt(Integer.MAX_VALUE).writeInt(0).toByteArray();

        assertThatThrownBy(() -> ElementCodec.stream(many)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> ElementCodec.map(many)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void opensAMalformedBodyOnlyWhenItIsAskedFor() throws JMSException {
        JmsMapMessage map = new JmsMapMessage();
        map.receiveBody(new byte[] {1, 2, 3}, ObjectAdmission.DEFAULT);

        assertThatThrownBy(() -> map.getInt("a")).isInstanceOf(MessageFormatException.class);
        assertThat(map.isBodyAssignableTo(Map.class)).isFalse();
        map.clearBody();
        map.setInt("a", 1);
        assertThat(map.getInt("a")).isEqualTo(1);
    }

    @Test
    void carriesTextThatUtf8CannotCarry() throws JMSException {
        JmsTextMessage text = new JmsTextMessage();
        text.setText("half a pair \uDE80, a pair \uD83D\uDE80");

        assertThat(((JmsTextMessage) MessageTest.travelled(text)).getText()).isEqualTo(text.getText());
    }
}
