package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps arrive as they were sent and convert as the table says (Jakarta Messaging 3.1 §3.11.3). */
@OverBothTransports
class MapMessageTest {
    private final Client client;
    private final Queue queue;

    MapMessageTest(Stage stage) throws JMSException {
        client = stage.client();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @Test
    void carriesEveryTypeInTheOrderOfItsNames() throws JMSException {
        MapMessage received = (MapMessage) client.roundTrip(queue, everyType());

        assertThat(Collections.list((java.util.Enumeration<?>) received.getMapNames()))
                .isEqualTo(
                        Collections.list((java.util.Enumeration<?>) everyType().getMapNames()));
        assertThat(received.getBoolean("boolean")).isTrue();
        assertThat(received.getByte("byte")).isEqualTo(Byte.MIN_VALUE);
        assertThat(received.getShort("short")).isEqualTo(Short.MIN_VALUE);
        assertThat(received.getChar("char")).isEqualTo('\uD83D');
        assertThat(received.getInt("int")).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.getLong("long")).isEqualTo(Long.MIN_VALUE);
        assertThat(received.getFloat("float")).isNaN();
        assertThat(received.getDouble("double")).isEqualTo(-0.0);
        assertThat(received.getString("String")).isEqualTo("Grüße \uD83D\uDE80");
        assertThat(received.getString("half \uD83D")).isEqualTo("half a pair: \uDE80");
        assertThat(received.getBytes("bytes")).containsExactly(1, 2, 3);
        assertThat(received.getBytes("part")).containsExactly(2, 3);
        assertThat(received.getBytes("no bytes")).isEmpty();
        assertThat(received.getObject("null")).isNull();
        assertThat(received.itemExists("null")).isTrue();
        assertThat(received.itemExists("absent")).isFalse();
    }

    private MapMessage everyType() throws JMSException {
        MapMessage map = client.session().createMapMessage();
        map.setBoolean("boolean", true);
        map.setByte("byte", Byte.MIN_VALUE);
        map.setShort("short", Short.MIN_VALUE);
        map.setChar("char", '\uD83D');
        map.setInt("int", Integer.MIN_VALUE);
        map.setLong("long", Long.MIN_VALUE);
        map.setFloat("float", Float.NaN);
        map.setDouble("double", -0.0);
        map.setString("String", "Grüße \uD83D\uDE80");
        map.setString("half \uD83D", "half a pair: \uDE80");
        map.setBytes("bytes", new byte[] {1, 2, 3});
        map.setBytes("part", new byte[] {1, 2, 3, 4}, 1, 2);
        map.setBytes("no bytes", new byte[0]);
        map.setObject("null", null);
        return map;
    }

    @Test
    @Assertion({
        "JMS:SPEC:75.1", "JMS:SPEC:75.2", "JMS:SPEC:75.3", "JMS:SPEC:75.4", "JMS:SPEC:75.5", "JMS:SPEC:75.6",
        "JMS:SPEC:75.7", "JMS:SPEC:75.8", "JMS:SPEC:75.9", "JMS:SPEC:75.10", "JMS:SPEC:75.11", "JMS:SPEC:75.12",
        "JMS:SPEC:75.13", "JMS:SPEC:75.14", "JMS:SPEC:75.15", "JMS:SPEC:75.16", "JMS:SPEC:75.17", "JMS:SPEC:75.18",
        "JMS:SPEC:75.19", "JMS:SPEC:75.20", "JMS:SPEC:75", "JMS:SPEC:74"
    })
    void convertsAsTheTableSays() throws JMSException {
        MapMessage sent = client.session().createMapMessage();
        for (Map.Entry<String, Object> each : Conversions.STORED.entrySet()) {
            sent.setObject(each.getKey(), each.getValue());
        }

        MapMessage received = (MapMessage) client.roundTrip(queue, sent);

        for (String stored : Conversions.STORED.keySet()) {
            for (Map.Entry<String, Conversions.Reading> each :
                    readings(received, stored).entrySet()) {
                String wanted = each.getKey();
                Conversions.Reading reading = each.getValue();
                if (Conversions.isAllowed(stored, wanted)) {
                    assertThat(reading.read())
                            .as("%s as %s", stored, wanted)
                            .isEqualTo(Conversions.expected(stored, wanted));
                } else {
                    assertThatThrownBy(reading::read)
                            .as("%s as %s", stored, wanted)
                            .isInstanceOf(MessageFormatException.class);
                }
            }
        }
    }

    private static Map<String, Conversions.Reading> readings(MapMessage map, String name) {
        Map<String, Conversions.Reading> readings = new LinkedHashMap<>();
        readings.put("boolean", () -> map.getBoolean(name));
        readings.put("byte", () -> map.getByte(name));
        readings.put("short", () -> map.getShort(name));
        readings.put("char", () -> map.getChar(name));
        readings.put("int", () -> map.getInt(name));
        readings.put("long", () -> map.getLong(name));
        readings.put("float", () -> map.getFloat(name));
        readings.put("double", () -> map.getDouble(name));
        readings.put("String", () -> map.getString(name));
        readings.put("byte[]", () -> map.getBytes(name));
        return readings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "absent"})
    @Assertion({"JMS:SPEC:78", "JMS:SPEC:79", "JMS:SPEC:80", "JMS:SPEC:86"})
    void readsWhatIsNullOrAbsentAsValueOfDoes(String name) throws JMSException {
        MapMessage sent = client.session().createMapMessage();
        sent.setString("null", null);

        MapMessage received = (MapMessage) client.roundTrip(queue, sent);

        assertThat(received.getBoolean(name)).isFalse();
        assertThatThrownBy(() -> received.getByte(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getShort(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getInt(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getLong(name)).isInstanceOf(NumberFormatException.class);
        assertThatNullPointerException().isThrownBy(() -> received.getFloat(name));
        assertThatNullPointerException().isThrownBy(() -> received.getDouble(name));
        assertThatNullPointerException().isThrownBy(() -> received.getChar(name));
        assertThat(received.getString(name)).isNull();
        assertThat(received.getBytes(name)).isNull();
        assertThat(received.getObject(name)).isNull();
    }

    @Test
    @Assertion({"JMS:SPEC:76", "JMS:SPEC:77"})
    void parsesStringsAsJavaDoes() throws JMSException {
        MapMessage sent = client.session().createMapMessage();
        sent.setString("word", "word");
        sent.setString("true", "TrUe");
        sent.setString("big", "128");

        MapMessage received = (MapMessage) client.roundTrip(queue, sent);

        assertThat(received.getBoolean("word")).isFalse();
        assertThat(received.getBoolean("true")).isTrue();
        assertThat(received.getShort("big")).isEqualTo((short) 128);
        assertThatThrownBy(() -> received.getByte("big")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getInt("word")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getDouble("word")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Assertion({"JMS:SPEC:85", "JMS:SPEC:88"})
    void takesAndGivesCopiesOfArrays() throws JMSException {
        byte[] given = {1, 2};
        MapMessage map = client.session().createMapMessage();
        map.setBytes("bytes", given);
        map.setObject("object", given);
        given[0] = 9;
        map.getBytes("bytes")[1] = 9;
        ((byte[]) map.getObject("object"))[1] = 9;
        ((byte[]) map.getBody(Map.class).get("bytes"))[1] = 9;

        assertThat(map.getBytes("bytes")).containsExactly(1, 2);
        assertThat(map.getBytes("object")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void refusesEntriesWithoutName(String name) throws JMSException {
        MapMessage map = client.session().createMapMessage();

        assertThatIllegalArgumentException().isThrownBy(() -> map.setInt(name, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> map.setObject(name, null));
        assertThatIllegalArgumentException().isThrownBy(() -> map.setBytes(name, new byte[1], 0, 1));
        assertThat(map.getObject(name)).isNull();
    }

    @Test
    void refusesOtherTypes() throws JMSException {
        MapMessage map = client.session().createMapMessage();

        assertThatThrownBy(() -> map.setObject("x", BigDecimal.ONE))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.math.BigDecimal");
        assertThatThrownBy(() -> map.setObject("x", new int[1])).isInstanceOf(MessageFormatException.class);
        assertThat(map.itemExists("x")).isFalse();
    }

    @Test
    @Assertion({"JMS:SPEC:72", "JMS:SPEC:73", "JMS:SPEC:73.1"})
    void isReadOnlyWhenReceivedUntilItIsCleared() throws JMSException {
        MapMessage sent = client.session().createMapMessage();
        sent.setInt("a", 1);
        sent.setIntProperty("p", 1);

        MapMessage received = (MapMessage) client.roundTrip(queue, sent);

        assertThatThrownBy(() -> received.setInt("a", 2)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setObject("b", null)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(received.getInt("a")).isEqualTo(1);

        received.clearBody();

        assertThat(received.getMapNames().hasMoreElements()).isFalse();
        assertThat(received.getIntProperty("p")).isEqualTo(1);
        received.setInt("c", 3);
        assertThat(((MapMessage) client.roundTrip(queue, received)).getInt("c")).isEqualTo(3);
    }

    @Test
    void givesItsBodyAsAMapOnly() throws JMSException {
        MapMessage sent = client.session().createMapMessage();
        MapMessage empty = (MapMessage) client.roundTrip(queue, sent);
        sent.setInt("a", 1);

        MapMessage received = (MapMessage) client.roundTrip(queue, sent);

        assertThat((Object) received.getBody(Map.class)).isEqualTo(Map.of("a", 1));
        assertThat(received.getBody(Object.class)).isEqualTo(Map.of("a", 1));
        assertThat(received.isBodyAssignableTo(Map.class)).isTrue();
        assertThat(received.isBodyAssignableTo(Object.class)).isTrue();
        assertThat(received.isBodyAssignableTo(LinkedHashMap.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(LinkedHashMap.class)).isInstanceOf(MessageFormatException.class);
        assertThat(empty.getBody(String.class)).isNull();
        assertThat(empty.isBodyAssignableTo(String.class)).isTrue();
    }
}
