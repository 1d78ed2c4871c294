package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties keep their types on the way and convert as the table of Jakarta Messaging 3.1 §3.5.4 says. */
@OverBothTransports
class MessagePropertyTest {
    private interface Getter {
        Object read(Message message, String name) throws JMSException;
    }

    private static final Map<String, Getter> GETTERS = getters();

    private final Client client;
    private final Queue queue;

    MessagePropertyTest(Stage stage) throws JMSException {
        client = stage.client();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @Test
    @Assertion({
        "JMS:SPEC:20.1",
        "JMS:SPEC:20.2",
        "JMS:SPEC:20.3",
        "JMS:SPEC:20.4",
        "JMS:SPEC:20.5",
        "JMS:SPEC:20.6",
        "JMS:SPEC:20.7",
        "JMS:SPEC:20.8",
        "JMS:SPEC:27",
        "JMS:SPEC:26"
    })
    void carriesEveryType() throws JMSException {
        Message received = client.roundTrip(queue, dressed());

        assertThat(received.getObjectProperty("aBoolean")).isEqualTo(true);
        assertThat(received.getObjectProperty("aByte")).isEqualTo((byte) 12);
        assertThat(received.getObjectProperty("aShort")).isEqualTo((short) 12);
        assertThat(received.getObjectProperty("anInt")).isEqualTo(12);
        assertThat(received.getObjectProperty("aLong")).isEqualTo(12L);
        assertThat(received.getObjectProperty("aFloat")).isEqualTo(12f);
        assertThat(received.getObjectProperty("aDouble")).isEqualTo(12d);
        assertThat(received.getObjectProperty("aText")).isEqualTo("12");
        assertThat(received.getObjectProperty("aNull")).isNull();
        assertThat(received.propertyExists("aNull")).isTrue();
        assertThat(received.propertyExists("other")).isFalse();
        assertThat(names(received))
                .containsExactlyInAnyOrder(
                        "aBoolean",
                        "aByte",
                        "aShort",
                        "anInt",
                        "aLong",
                        "aFloat",
                        "aDouble",
                        "aText",
                        "aNull",
                        "JMSXDeliveryCount");
    }

    @ParameterizedTest
    @Assertion({
        "JMS:SPEC:22", "JMS:SPEC:22.1", "JMS:SPEC:22.2", "JMS:SPEC:22.3", "JMS:SPEC:22.4", "JMS:SPEC:22.5",
        "JMS:SPEC:22.6", "JMS:SPEC:22.7", "JMS:SPEC:22.8", "JMS:SPEC:22.9", "JMS:SPEC:22.10", "JMS:SPEC:22.11",
        "JMS:SPEC:22.12", "JMS:SPEC:22.13", "JMS:SPEC:22.14", "JMS:SPEC:22.15", "JMS:SPEC:22.16"
    })
    @CsvSource({
        "aBoolean, boolean String",
        "aByte,    byte short int long String",
        "aShort,   short int long String",
        "anInt,    int long String",
        "aLong,    long String",
        "aFloat,   float double String",
        "aDouble,  double String",
        "aText,    boolean byte short int long float double String"
    })
    void convertsAsTheTableSays(String name, String readable) throws JMSException {
        Message received = client.roundTrip(queue, dressed());

        List<String> read = new ArrayList<>();
        for (Map.Entry<String, Getter> getter : GETTERS.entrySet()) {
            try {
                assertThat(getter.getValue().read(received, name)).isNotNull();
                read.add(getter.getKey());
            } catch (MessageFormatException expected) {
                assertThat(expected).hasMessageContaining(getter.getKey());
            }
        }

        assertThat(read).containsExactly(readable.split(" "));
    }

    @Test
    void convertsValues() throws JMSException {
        Message received = client.roundTrip(queue, dressed());

        assertThat(received.getLongProperty("aByte")).isEqualTo(12L);
        assertThat(received.getDoubleProperty("aFloat")).isEqualTo(12d);
        assertThat(received.getStringProperty("aBoolean")).isEqualTo("true");
        assertThat(received.getStringProperty("aDouble")).isEqualTo("12.0");
        assertThat(received.getIntProperty("aText")).isEqualTo(12);
        assertThat(received.getBooleanProperty("aText")).isFalse();
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:24", "JMS:SPEC:10"})
    @ValueSource(strings = {"aNull", "other"})
    void readsMissingValuesAsTheConversionOfNull(String name) throws JMSException {
        Message received = client.roundTrip(queue, dressed());

        assertThat(received.getObjectProperty(name)).isNull();
        assertThat(received.getStringProperty(name)).isNull();
        assertThat(received.getBooleanProperty(name)).isFalse();
        assertThatThrownBy(() -> received.getByteProperty(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getShortProperty(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getIntProperty(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getLongProperty(name)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getFloatProperty(name)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> received.getDoubleProperty(name)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesTextThatIsNotANumber() throws JMSException {
        Message sent = client.session().createMessage();
        sent.setStringProperty("word", "twelve");

        Message received = client.roundTrip(queue, sent);

        assertThatThrownBy(() -> received.getIntProperty("word")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getDoubleProperty("word")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Assertion({"JMS:SPEC:21", "JMS:SPEC:28", "JMS:SPEC:29"})
    void makesReceivedPropertiesReadOnlyUntilTheyAreCleared() throws JMSException {
        Message sent = client.session().createTextMessage("body");
        sent.setIntProperty("number", 1);
        Message received = client.roundTrip(queue, sent);

        assertThatThrownBy(() -> received.setIntProperty("number", 2)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setObjectProperty("new", "2"))
                .isInstanceOf(MessageNotWriteableException.class);
        assertThat(received.getIntProperty("number")).isEqualTo(1);

        received.clearProperties();

        assertThat(received.propertyExists("number")).isFalse();
        received.setIntProperty("number", 2);
        assertThat(received.getIntProperty("number")).isEqualTo(2);
        assertThat(Inbox.textOf(received)).isEqualTo("body");
    }

    @Test
    @Assertion("JMS:SPEC:72")
    void keepsPropertiesWhenTheBodyIsCleared() throws JMSException {
        Message sent = client.session().createTextMessage("body");
        sent.setIntProperty("number", 1);
        Message received = client.roundTrip(queue, sent);

        received.clearBody();

        assertThat(received.getIntProperty("number")).isEqualTo(1);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:9")
    @ValueSource(strings = {"1st", "a-b", "a b", "a.b", "NOT", "and", "Between", "NULL", "true", "escape"})
    void refusesNamesThatNoSelectorCouldName(String name) throws JMSException {
        Message message = client.session().createMessage();

        assertThatThrownBy(() -> message.setIntProperty(name, 1))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesPropertiesWithoutName() throws JMSException {
        Message message = client.session().createMessage();

        assertThatThrownBy(() -> message.setIntProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setStringProperty(null, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesValuesOfOtherTypes() throws JMSException {
        Message message = client.session().createMessage();

        assertThatThrownBy(() -> message.setObjectProperty("bytes", new byte[1]))
                .isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.setObjectProperty("letter", 'c')).isInstanceOf(MessageFormatException.class);
    }

    private Message dressed() throws JMSException {
        Message message = client.session().createMessage();
        message.setBooleanProperty("aBoolean", true);
        message.setByteProperty("aByte", (byte) 12);
        message.setShortProperty("aShort", (short) 12);
        message.setIntProperty("anInt", 12);
        message.setLongProperty("aLong", 12);
        message.setFloatProperty("aFloat", 12);
        message.setDoubleProperty("aDouble", 12);
        message.setStringProperty("aText", "12");
        message.setObjectProperty("aNull", null);
        return message;
    }

    private static Map<String, Getter> getters() {
        Map<String, Getter> getters = new LinkedHashMap<>();
        getters.put("boolean", Message::getBooleanProperty);
        getters.put("byte", Message::getByteProperty);
        getters.put("short", Message::getShortProperty);
        getters.put("int", Message::getIntProperty);
        getters.put("long", Message::getLongProperty);
        getters.put("float", Message::getFloatProperty);
        getters.put("double", Message::getDoubleProperty);
        getters.put("String", Message::getStringProperty);
        return getters;
    }

    private static List<String> names(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        Enumeration<?> all = message.getPropertyNames();
        while (all.hasMoreElements()) {
            names.add((String) all.nextElement());
        }
        return names;
    }
}
