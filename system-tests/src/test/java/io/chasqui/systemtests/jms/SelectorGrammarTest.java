package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of selectors: literals, identifiers, white space (§3.8.1.1). */
@OverBothTransports
class SelectorGrammarTest {
    private final Stage stage;
    private final Selection selection;
    private final Session session;

    SelectorGrammarTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.selection = Selection.of(stage);
        this.session = selection.client().session();
    }

    @AfterEach
    void closeClient() throws JMSException {
        selection.client().close();
    }

    @Test
    @Assertion("JMS:SPEC:37")
    void takesAnEmptySelectorAsNone() throws JMSException {
        Queue queue = stage.queue();
        selection.client().send(queue, "a", "b");
        try (MessageConsumer consumer = session.createConsumer(queue, "")) {
            assertThat(consumer.getMessageSelector()).isNull();
            assertThat(new Inbox(consumer).rest()).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:39")
    @ValueSource(strings = {"literal", "literal's", "'", "''", "", "ñandú 名前 \uD83D\uDE80", "a\"b\\n\tc", "%_!"})
    void readsStringLiterals(String text) throws JMSException {
        selection.message().setStringProperty("string", text);

        assertThat(selection.matches("string = '" + text.replace("'", "''") + "'"))
                .isTrue();
        assertThat(selection.matches("string = '" + text.replace("'", "''") + "x'"))
                .isFalse();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:40")
    @CsvSource({
        "57, 57",
        "-957, -957",
        "+62, 62",
        "0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "62L, 62",
        "0x1D, 29",
        "035, 29",
        "1_000, 1000"
    })
    void readsExactNumbers(String literal, long value) throws JMSException {
        selection.message().setLongProperty("number", value);

        assertThat(selection.valueOf("number = " + literal)).isEqualTo("TRUE");
        assertThat(selection.valueOf("number <> " + literal)).isEqualTo("FALSE");
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:41")
    @CsvSource({
        "7E3, 7000",
        "-57.9E2, -5790",
        "7., 7",
        "-95.7, -95.7",
        "+6.2, 6.2",
        ".5, 0.5",
        "1e-3, 0.001",
        "5d, 5",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "4.9E-324, 4.9E-324"
    })
    void readsApproximateNumbers(String literal, double value) throws JMSException {
        selection.message().setDoubleProperty("number", value);

        assertThat(selection.valueOf("number = " + literal)).isEqualTo("TRUE");
        assertThat(selection.valueOf("number <> " + literal)).isEqualTo("FALSE");
    }

    @Test
    @Assertion("JMS:SPEC:42")
    void readsBooleanLiterals() throws JMSException {
        assertThat(selection.valueOf("yes = TRUE")).isEqualTo("TRUE");
        assertThat(selection.valueOf("yes = FALSE")).isEqualTo("FALSE");
        assertThat(selection.valueOf("no = FALSE")).isEqualTo("TRUE");
        assertThat(selection.valueOf("TRUE")).isEqualTo("TRUE");
        assertThat(selection.valueOf("FALSE")).isEqualTo("FALSE");
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:43", "JMS:SPEC:9"})
    @ValueSource(strings = {"a", "_a", "$a", "a$_1", "_", "$", "Größe", "名前", "NULLABLE", "AN", "trueish", "x"})
    void readsIdentifiers(String name) throws JMSException {
        String longName = name.repeat(2_000);
        selection.message().setStringProperty(name, "short");
        selection.message().setStringProperty(longName + "1", "long");

        assertThat(selection.matches(name + " = 'short'")).isTrue();
        assertThat(selection.matches(longName + "1 = 'long'")).isTrue();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:43")
    @ValueSource(strings = {"1a", "#a", "a#b", "a.b", "a-b = 1 AND -", "a b", "\"a\"", "@a"})
    void refusesWhatIsNoIdentifier(String text) {
        assertRefused(text + " IS NULL");
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:44", "JMS:SPEC:45", "JMS:SPEC:9"})
    @ValueSource(
            strings = {
                "NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE", "Null", "in"
            })
    void keepsReservedWords(String word) {
        assertRefused(word + " IS NULL");
        assertRefused(word + " IS NOT NULL");
        assertRefused(word + " LIKE 'a'");
        assertThatThrownBy(() -> selection.message().setIntProperty(word, 1)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("JMS:SPEC:46")
    void givesPropertiesTheTypeWithWhichTheyWereSet() throws JMSException {
        for (String number : new String[] {"byte7", "short7", "int7", "long7"}) {
            assertThat(selection.valueOf(number + " = 7")).as(number).isEqualTo("TRUE");
            assertThat(selection.valueOf(number + " = '7'")).as(number).isEqualTo("FALSE");
            assertThat(selection.valueOf(number + " / 2 = 3")).as(number).isEqualTo("TRUE");
        }
        assertThat(selection.valueOf("float2_5 * 2 = 5")).isEqualTo("TRUE");
        assertThat(selection.valueOf("double2_5 * 2 = 5")).isEqualTo("TRUE");
        assertThat(selection.valueOf("yes")).isEqualTo("TRUE");
        assertThat(selection.valueOf("digits = '7'")).isEqualTo("TRUE");
        assertThat(selection.valueOf("missing IS NULL")).isEqualTo("TRUE");
        assertThat(selection.valueOf("missing = 7")).isEqualTo("UNKNOWN");
    }

    @Test
    @Assertion("JMS:SPEC:47")
    void convertsNothing() throws JMSException {
        selection.message().setStringProperty("NumberOfOrders", "2");
        selection.message().setStringProperty("truth", "true");

        assertThat(selection.matches("NumberOfOrders > 1")).isFalse();
        assertThat(selection.matches("NumberOfOrders = 2")).isFalse();
        assertThat(selection.matches("NumberOfOrders + 0 = 2")).isFalse();
        assertThat(selection.matches("truth")).isFalse();
        assertThat(selection.matches("truth = TRUE")).isFalse();
        assertThat(selection.matches("int7 = '7'")).isFalse();
        assertThat(selection.matches("NumberOfOrders = '2'")).isTrue();
    }

    @Test
    @Assertion("JMS:SPEC:48")
    void mindsTheCaseOfIdentifiers() throws JMSException {
        selection.message().setStringProperty("colour", "lower");
        selection.message().setStringProperty("Colour", "upper");

        assertThat(selection.matches("colour = 'lower' AND Colour = 'upper' AND COLOUR IS NULL"))
                .isTrue();
        assertRefused("JMSpriority = 4");
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:49")
    @ValueSource(
            strings = {
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSDeliveryMode <> 'NON_PERSISTENT'",
                "JMSPriority = 4",
                "JMSTimestamp > 0",
                "JMSMessageID LIKE 'ID:%'",
                "JMSCorrelationID = 'correlation'",
                "JMSType = 'type'"
            })
    void refersToHeaders(String selector) throws JMSException {
        Queue queue = stage.queue();
        Message message = session.createTextMessage("dressed");
        message.setJMSCorrelationID("correlation");
        message.setJMSType("type");
        selection.client().send(queue, message);
        try (Inbox inbox = selection.client().inbox(queue, selector)) {
            assertThat(inbox.rest()).containsExactly("dressed");
        }
    }

    @Test
    @Assertion("JMS:SPEC:49")
    void takesHeadersWithoutValueAsNull() throws JMSException {
        Queue queue = stage.queue();
        try (MessageProducer producer = session.createProducer(queue);
                Inbox inbox = selection
                        .client()
                        .inbox(queue, "JMSMessageID IS NULL AND JMSCorrelationID IS NULL AND JMSType IS NULL")) {
            producer.setDisableMessageID(true);
            producer.send(session.createTextMessage("bare"), DeliveryMode.NON_PERSISTENT, 4, 0);

            assertThat(inbox.rest()).containsExactly("bare");
        }
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:49")
    @ValueSource(strings = {"JMSDestination", "JMSReplyTo", "JMSExpiration", "JMSRedelivered", "JMSDeliveryTime"})
    void refusesOtherHeaders(String header) {
        assertRefused(header + " IS NOT NULL");
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:53")
    @ValueSource(strings = {" ", "\t", "\f", "\n", "\r", "\r\n", " \t\f\r\n "})
    void takesWhiteSpaceAsJavaDoes(String space) throws JMSException {
        String selector = " int7 BETWEEN 1 AND 9 AND text IN ( 'seven' , 'x' ) AND missing IS NULL ";

        assertThat(selection.matches(selector.replace(" ", space))).isTrue();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:61")
    @CsvSource(
            delimiter = '|',
            value = {"text = 'seven' | TRUE", "text = 'Seven' | FALSE", "text <> 'seven ' | TRUE", "yes <> no | TRUE"},
            quoteCharacter = '"')
    void comparesTextsAndTruths(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:61")
    @ValueSource(strings = {"text > 'a'", "'a' < text", "text >= 'a'", "text <= 'a'", "yes > FALSE", "TRUE <= yes"})
    void ordersNeitherTextsNorTruths(String selector) {
        assertRefused(selector);
    }

    @Test
    @Assertion("JMS:SPEC:247")
    void readsPredefinedWordsInAnyCase() throws JMSException {
        String condition = "yes = %s %s %s (no %s %s) %s int7 %s 1 %s 9 %s text %s ('seven') %s text %s 's%%' %s '!'"
                + " %s missing %s %s %s int7 %s %s %s";
        Object[] words = {
            "TRUE", "AND", "NOT", "OR", "FALSE", "AND", "BETWEEN", "AND", "AND", "IN", "AND", "LIKE", "ESCAPE", "AND",
            "IS", "NULL", "AND", "IS", "NOT", "NULL"
        };
        Object[] lower = new Object[words.length];
        Object[] mixed = new Object[words.length];
        for (int i = 0; i < words.length; i++) {
            lower[i] = words[i].toString().toLowerCase(Locale.ROOT);
            mixed[i] = words[i].toString().charAt(0) + lower[i].toString().substring(1);
        }

        assertThat(selection.matches(String.format(Locale.ROOT, condition, words)))
                .isTrue();
        assertThat(selection.matches(String.format(Locale.ROOT, condition, lower)))
                .isTrue();
        assertThat(selection.matches(String.format(Locale.ROOT, condition, mixed)))
                .isTrue();
    }

    private void assertRefused(String selector) {
        assertThatThrownBy(() -> session.createConsumer(session.createQueue("any"), selector))
                .as(selector)
                .isInstanceOf(InvalidSelectorException.class);
    }
}
