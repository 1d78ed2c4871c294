package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of Jakarta Messaging 3.1 §3.5.4: each stored type read as each type. */
class PropertyConversionTest {
    private interface Reading {
        Object from(JmsMessage message) throws JMSException;
    }

    private static final Map<String, Object> STORED = new LinkedHashMap<>();
    private static final Map<String, Reading> READINGS = new LinkedHashMap<>();
    private static final Map<String, String> ALLOWED = Map.of(
            "boolean", "boolean String",
            "byte", "byte short int long String",
            "short", "short int long String",
            "int", "int long String",
            "long", "long String",
            "float", "float double String",
            "double", "double String",
            "String", "boolean byte short int long float double String");

    static {
        STORED.put("boolean", true);
        STORED.put("byte", (byte) 1);
        STORED.put("short", (short) 1);
        STORED.put("int", 1);
        STORED.put("long", 1L);
        STORED.put("float", 1.0f);
        STORED.put("double", 1.0);
        STORED.put("String", "1");
        READINGS.put("boolean", message -> message.getBooleanProperty("p"));
        READINGS.put("byte", message -> message.getByteProperty("p"));
        READINGS.put("short", message -> message.getShortProperty("p"));
        READINGS.put("int", message -> message.getIntProperty("p"));
        READINGS.put("long", message -> message.getLongProperty("p"));
        READINGS.put("float", message -> message.getFloatProperty("p"));
        READINGS.put("double", message -> message.getDoubleProperty("p"));
        READINGS.put("String", message -> message.getStringProperty("p"));
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (String stored : STORED.keySet()) {
            for (String wanted : READINGS.keySet()) {
                pairs.add(Arguments.of(stored, wanted));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void followsTheTable(String stored, String wanted) throws JMSException {
        JmsMessage message = new JmsPlainMessage();
        message.setObjectProperty("p", STORED.get(stored));
        Reading reading = READINGS.get(wanted);

        if (List.of(ALLOWED.get(stored).split(" ")).contains(wanted)) {
            assertThat(reading.from(message)).isEqualTo(expected(stored, wanted));
        } else {
            assertThatThrownBy(() -> reading.from(message)).isInstanceOf(MessageFormatException.class);
        }
    }

    private static Object expected(String stored, String wanted) {
        if (wanted.equals("String")) {
            return STORED.get(stored).toString();
        }
        return wanted.equals("boolean") && stored.equals("String") ? (Object) false : STORED.get(wanted);
    }

    @Test
    void readsWhatIsAbsentAsTheTypesDo() throws JMSException {
        JmsMessage message = new JmsPlainMessage();

        assertThat(message.getBooleanProperty("p")).isFalse();
        assertThat(message.getStringProperty("p")).isNull();
        assertThat(message.getObjectProperty("p")).isNull();
        for (String number : List.of("byte", "short", "int", "long")) {
            assertThatThrownBy(() -> READINGS.get(number).from(message)).isInstanceOf(NumberFormatException.class);
        }
        for (String fraction : List.of("float", "double")) {
            assertThatThrownBy(() -> READINGS.get(fraction).from(message)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void readsTextAsNumbers() throws JMSException {
        JmsMessage message = new JmsPlainMessage();
        message.setStringProperty("p", "TRUE");
        assertThat(message.getBooleanProperty("p")).isTrue();

        message.setStringProperty("p", "1.5");
        assertThat(message.getDoubleProperty("p")).isEqualTo(1.5);
        assertThatThrownBy(() -> message.getIntProperty("p")).isInstanceOf(NumberFormatException.class);
    }
}
