package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            JMSType = 'car' AND color = 'blue' AND weight > 2500    | TRUE
            JMSType = 'car' AND color = 'blue' AND weight > 2501    | FALSE
            age BETWEEN 15 AND 19                                   | TRUE
            age >= 15 AND age <= 19                                 | TRUE
            age NOT BETWEEN 15 AND 19                               | FALSE
            age < 15 OR age > 19                                    | FALSE
            Country IN ('UK', 'US', 'France')                       | TRUE
            Country NOT IN ('UK', 'US', 'France')                   | FALSE
            Other IN ('UK', 'US', 'France')                         | FALSE
            Other NOT IN ('UK', 'US', 'France')                     | TRUE
            phone LIKE '12%3'                                       | TRUE
            phone NOT LIKE '12%3'                                   | FALSE
            word LIKE 'l_se'                                        | TRUE
            underscored LIKE '\\_%' ESCAPE '\\'                     | TRUE
            word LIKE '\\_%' ESCAPE '\\'                            | FALSE
            prop_name IS NULL                                       | TRUE
            prop_name IS NOT NULL                                   | FALSE
            NumberOfOrders > 1                                      | FALSE
            """)
    void followsTheExamplesOfTheSpecification(String selector, Truth expected) throws SelectorSyntaxException {
        Map<String, Object> message = new HashMap<>();
        message.put("JMSType", "car");
        message.put("color", "blue");
        message.put("weight", 2501);
        message.put("age", 17);
        message.put("Country", "UK");
        message.put("Other", "Peru");
        message.put("phone", "12993");
        message.put("word", "lose");
        message.put("underscored", "_foo");
        message.put("NumberOfOrders", "2");

        assertThat(Evaluation.truth(selector, message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            yes                             | TRUE
            no                              | FALSE
            missing                         | UNKNOWN
            text                            | UNKNOWN
            int7                            | UNKNOWN
            TRUE                            | TRUE
            false                           | FALSE
            (yes)                           | TRUE
            NOT no                          | TRUE
            NOT NOT yes                     | TRUE
            NOT text                        | UNKNOWN
            yes = TRUE                      | TRUE
            yes <> TRUE                     | FALSE
            TRUE = TRUE                     | TRUE
            TRUE <> yes                     | FALSE
            (int7 = 7) = yes                | TRUE
            (int7 = 8) <> TRUE              | TRUE
            (missing = 8) = TRUE            | UNKNOWN
            NOT yes AND no                  | FALSE
            NOT (yes AND no)                | TRUE
            yes OR yes AND no               | TRUE
            (yes OR yes) AND no             | FALSE
            NOT no OR yes                   | TRUE
            NOT int7 = 8                    | TRUE
            NOT int7 = 8 AND no             | FALSE
            yEs = TRUE                      | UNKNOWN
            """)
    void evaluatesConditions(String selector, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            text = 'text'                   | TRUE
            'text' = text                   | TRUE
            text <> 'text'                  | FALSE
            text = 'TEXT'                   | FALSE
            text <> 'TEXT'                  | TRUE
            'a' = 'a'                       | TRUE
            empty = ''                      | TRUE
            quoted = 'it''s'                | TRUE
            '''' = ''''                     | TRUE
            text = two                      | FALSE
            text < two                      | FALSE
            text > two                      | FALSE
            yes >= yes                      | FALSE
            text = 7                        | FALSE
            text <> 7                       | FALSE
            yes <> 'yes'                    | FALSE
            yes = int7                      | FALSE
            yes <> int7                     | FALSE
            two = 2                         | FALSE
            two > 1                         | FALSE
            two + 1 = 3                     | FALSE
            two + 1 <> 3                    | FALSE
            -two < 0                        | FALSE
            +two = 2                        | FALSE
            two BETWEEN 1 AND 3             | FALSE
            two NOT BETWEEN 1 AND 3         | FALSE
            int7 IN ('7')                   | FALSE
            int7 NOT IN ('7')               | FALSE
            int7 LIKE '7'                   | FALSE
            int7 NOT LIKE '7'               | FALSE
            NOT (int7 LIKE '7')             | TRUE
            int7 IS NULL                    | FALSE
            text IS NOT NULL                | TRUE
            """)
    void comparesOnlyLikeTypes(String selector, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int7 BETWEEN 7 AND 7                         | TRUE
            int7 BETWEEN 8 AND 6                         | FALSE
            int7 NOT BETWEEN 8 AND 6                     | TRUE
            int7 BETWEEN 2 * 3 AND 2 * 4                 | TRUE
            int7 + 1 BETWEEN 8 AND 9 AND yes             | TRUE
            5 BETWEEN 1 AND int7                         | TRUE
            double2_5 BETWEEN 2 AND 3                    | TRUE
            int7 between missing AND 5                   | FALSE
            int7 between missing AND 9                   | UNKNOWN
            int7 not between missing and 5               | TRUE
            int7 not between missing and 9               | UNKNOWN
            int7 BETWEEN two AND 9                       | FALSE
            NOT int7 BETWEEN 1 AND 2                     | TRUE
            text IN ('a', 'text')                        | TRUE
            text NOT IN ('a', 'text')                    | FALSE
            text IN ('a', 'a')                           | FALSE
            text in('text')and yes                       | TRUE
            text LIKE 'te_t' AND text NOT LIKE 'x%'      | TRUE
            text like 't!_%' escape '!'                  | FALSE
            """)
    void knowsBetweenInAndLike(String selector, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSPriority = 4",
                "JMSType LIKE 'c%'",
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSDeliveryMode <> 'NON_PERSISTENT'",
                "JMSTimestamp BETWEEN 1699999999999 AND 1700000000001",
                "JMSMessageID = 'ID:1'",
                "JMSCorrelationID IS NULL",
                "JMSXGroupID = 'g'",
                "JMSXDeliveryCount IS NULL",
                "JMS_chasqui_origin = 'o'",
                "jmsDestination IS NULL",
                "JmsType IS NULL"
            })
    void readsHeaderFieldsAndDefinedProperties(String selector) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes AND(no)=no AND $ IS NULL",
                "(int7)=(7)",
                " \t\f\r\nint7 \t\f\r\n=\r\n7\n",
                "yes And nOt NO oR tRuE",
                "größe IS NULL AND _a IS NULL AND $b IS NULL AND 名前 IS NULL",
                "𝒳𝒴1 IS NULL",
                "int7<>-7",
                "int7>=-7",
                "ANDY IS NULL AND nothing IS NULL AND inn IS NULL AND ıs IS NULL"
            })
    void readsTokens(String selector) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(Truth.TRUE);
    }

    @Test
    void evaluatesFromLeftToRightAndStopsWhenDecided() throws SelectorSyntaxException {
        List<String> asked = new ArrayList<>();
        PropertySource source = name -> {
            asked.add(name);
            return name.startsWith("t");
        };

        boolean matched = Selector.parse("t1 AND f1 AND t2 OR t3 OR f2").matches(source);

        assertThat(matched).isTrue();
        assertThat(asked).containsExactly("t1", "f1", "t3");
    }

    @Test
    void namesItsIdentifiersInOrder() throws SelectorSyntaxException {
        Selector selector = Selector.parse("b = 1 AND (a LIKE 'x' OR NOT c) AND b IS NOT NULL AND JMSType IN ('q')");

        assertThat(selector.identifiers()).containsExactly("b", "a", "c", "JMSType");
        assertThat(selector.identifiers()).isUnmodifiable();
    }

    @Test
    void namesOnlyWhatEveryMatchMustFulfil() throws SelectorSyntaxException {
        Selector selector = Selector.parse("a = 'x' AND (-5 = b AND (c) = 1.5F) AND d = TRUE AND e = 1 AND e = 2"
                + " AND (f = 1 OR g = 1) AND NOT h = 1 AND i <> 1 AND j = k AND l = 1 + 1");

        assertThat(selector.requirements())
                .containsExactly(
                        new Requirement("a", Set.of("x")),
                        new Requirement("b", Set.of(-5.0)),
                        new Requirement("d", Set.of(true)),
                        new Requirement("e", Set.of(1.0)),
                        new Requirement("e", Set.of(2.0)));
        assertThat(selector.requirements()).isUnmodifiable();
    }

    @Test
    void namesTheOnlyEqualityButNoneOfADisjunction() throws SelectorSyntaxException {
        assertThat(Selector.parse("a = 1").requirements()).containsExactly(new Requirement("a", Set.of(1.0)));
        assertThat(Selector.parse("a = 1 OR b = 2").requirements()).isEmpty();
    }

    @Test
    void isEqualByItsText() throws SelectorSyntaxException {
        Selector selector = Selector.parse(" a = 1 ");

        assertThat(selector.text()).isEqualTo(" a = 1 ");
        assertThat(selector).hasToString(" a = 1 ");
        assertThat(selector).isEqualTo(Selector.parse(" a = 1 ")).hasSameHashCodeAs(Selector.parse(" a = 1 "));
        assertThat(selector).isNotEqualTo(Selector.parse("a = 1"));
    }

    @Test
    void namesWhatAMessageMustHaveToMatch() throws SelectorSyntaxException {
        Selector selector = Selector.parse(
                "a = 'x' AND ('y' = b AND c IN ('p', 'q')) AND d = TRUE AND 1 = e AND e2 = 1.5 AND e3 = 1.5f AND f NOT IN ('r') AND NOT (g = 's')");

        assertThat(selector.requirements())
                .containsExactly(
                        new Requirement("a", Set.of("x")),
                        new Requirement("b", Set.of("y")),
                        new Requirement("c", Set.of("p", "q")),
                        new Requirement("d", Set.of(true)),
                        new Requirement("e", Set.of(1.0)),
                        new Requirement("e2", Set.of(1.5)));
        assertThat(Selector.parse("a = 'x' OR a = 'y'").requirements()).isEmpty();
        assertThat(Selector.parse("a <> 'x'").requirements()).isEmpty();
    }
}
