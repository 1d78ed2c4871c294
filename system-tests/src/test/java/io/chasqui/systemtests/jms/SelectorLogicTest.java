package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of selectors evaluate to true, false or unknown; only what is true chooses (§3.8.1.1, §3.8.1.2). */
@OverBothTransports
class SelectorLogicTest {
    private final Selection selection;

    SelectorLogicTest(Stage stage) throws JMSException {
        this.selection = Selection.of(stage);
    }

    @AfterEach
    void closeClient() throws JMSException {
        selection.client().close();
    }

    @ParameterizedTest
    @Assertion({
        "JMS:SPEC:248",
        "JMS:SPEC:248.1",
        "JMS:SPEC:248.2",
        "JMS:SPEC:248.3",
        "JMS:SPEC:248.4",
        "JMS:SPEC:248.5",
        "JMS:SPEC:248.6",
        "JMS:SPEC:248.7",
        "JMS:SPEC:248.8",
        "JMS:SPEC:248.9"
    })
    @CsvSource({
        "yes AND yes, TRUE",
        "yes AND no, FALSE",
        "yes AND missing, UNKNOWN",
        "no AND yes, FALSE",
        "no AND no, FALSE",
        "no AND missing, FALSE",
        "missing AND yes, UNKNOWN",
        "missing AND no, FALSE",
        "missing AND missing, UNKNOWN",
        "TRUE AND TRUE, TRUE",
        "TRUE AND FALSE, FALSE",
        "FALSE AND FALSE, FALSE",
        "TRUE AND missing = 1, UNKNOWN",
        "FALSE AND missing = 1, FALSE"
    })
    void joinsByAnd(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion({
        "JMS:SPEC:249",
        "JMS:SPEC:249.1",
        "JMS:SPEC:249.2",
        "JMS:SPEC:249.3",
        "JMS:SPEC:249.4",
        "JMS:SPEC:249.5",
        "JMS:SPEC:249.6",
        "JMS:SPEC:249.7",
        "JMS:SPEC:249.8",
        "JMS:SPEC:249.9"
    })
    @CsvSource({
        "yes OR yes, TRUE",
        "yes OR no, TRUE",
        "yes OR missing, TRUE",
        "no OR yes, TRUE",
        "no OR no, FALSE",
        "no OR missing, UNKNOWN",
        "missing OR yes, TRUE",
        "missing OR no, UNKNOWN",
        "missing OR missing, UNKNOWN",
        "FALSE OR TRUE, TRUE",
        "FALSE OR FALSE, FALSE",
        "FALSE OR missing = 1, UNKNOWN",
        "TRUE OR missing = 1, TRUE"
    })
    void joinsByOr(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:250", "JMS:SPEC:250.1", "JMS:SPEC:250.2", "JMS:SPEC:250.3", "JMS:SPEC:54"})
    @CsvSource({
        "yes, TRUE",
        "no, FALSE",
        "missing, UNKNOWN",
        "NOT yes, FALSE",
        "NOT no, TRUE",
        "NOT missing, UNKNOWN",
        "NOT TRUE, FALSE",
        "NOT FALSE, TRUE",
        "NOT (missing = 1), UNKNOWN"
    })
    void negates(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:57", "JMS:SPEC:58"})
    @CsvSource({
        "NOT yes AND no, FALSE",
        "NOT (yes AND no), TRUE",
        "NOT no OR yes, TRUE",
        "NOT (no OR yes), FALSE",
        "yes OR no AND no, TRUE",
        "(yes OR no) AND no, FALSE",
        "no AND no OR yes, TRUE",
        "no AND (no OR yes), FALSE",
        "((yes)) AND ((NOT (no))), TRUE"
    })
    void bindsNotBeforeAndBeforeOr(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:60")
    @CsvSource({
        "int7 = 7.0, TRUE",
        "7 = byte7, TRUE",
        "short7 = long7, TRUE",
        "int7 < 7.5, TRUE",
        "float2_5 = double2_5, TRUE",
        "double2_5 > 2, TRUE",
        "float2_5 < int7, TRUE",
        "text = int7, FALSE",
        "text <> int7, FALSE",
        "text = yes, FALSE",
        "yes <> text, FALSE",
        "digits = 7, FALSE",
        "digits <> 7, FALSE",
        "int7 = yes, FALSE",
        "digits > 1, FALSE",
        "missing = 7, UNKNOWN",
        "missing <> 7, UNKNOWN",
        "7 > missing, UNKNOWN",
        "text = missing, UNKNOWN",
        "missing = missing, UNKNOWN",
        "yes = missing, UNKNOWN"
    })
    void comparesOnlyLikeTypes(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:59")
    @CsvSource({
        "int7 = 7, TRUE",
        "int7 = 8, FALSE",
        "int7 > 6, TRUE",
        "int7 > 7, FALSE",
        "int7 >= 7, TRUE",
        "int7 >= 8, FALSE",
        "int7 < 8, TRUE",
        "int7 < 7, FALSE",
        "int7 <= 7, TRUE",
        "int7 <= 6, FALSE",
        "int7 <> 8, TRUE",
        "int7 <> 7, FALSE"
    })
    void compares(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:55", "JMS:SPEC:57", "JMS:SPEC:62", "JMS:SPEC:63"})
    @CsvSource({
        "int7 + 2 * 3 = 13, TRUE",
        "(int7 + 2) * 3 = 27, TRUE",
        "int7 - 4 - 2 = 1, TRUE",
        "8 / 4 / 2 = 1, TRUE",
        "-int7 + 8 = 1, TRUE",
        "2 * -int7 = -14, TRUE",
        "+int7 - -1 = 8, TRUE",
        "1 - int7 / 7 = 0, TRUE",
        "int7 / 2 = 3, TRUE",
        "int7 / 2.0 = 3.5, TRUE",
        "byte7 * short7 = 49, TRUE",
        "intMax + int7 = -2147483642, TRUE",
        "intMax + long7 = 2147483654, TRUE",
        "int7 + float2_5 = 9.5, TRUE",
        "double2_5 * 2 = 5, TRUE",
        "((int7)) = 7, TRUE",
        "int7 + missing > 0, UNKNOWN"
    })
    void computesAsJavaDoes(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:56")
    @CsvSource({
        "TRUE, TRUE",
        "FALSE, FALSE",
        "yes, TRUE",
        "no, FALSE",
        "yes = TRUE, TRUE",
        "no = yes, FALSE",
        "(int7 = 7) AND yes, TRUE",
        "NOT (int7 > 7) AND (yes OR FALSE), TRUE",
        "(int7 = 7 OR no) AND (text = 'x' OR no), FALSE"
    })
    void buildsConditionsFromConditions(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:64")
    @CsvSource({
        "int7 BETWEEN 7 AND 9, TRUE",
        "int7 BETWEEN 5 AND 7, TRUE",
        "int7 BETWEEN 8 AND 9, FALSE",
        "int7 BETWEEN 5 AND 6, FALSE",
        "int7 BETWEEN 9 AND 5, FALSE",
        "int7 NOT BETWEEN 7 AND 9, FALSE",
        "int7 NOT BETWEEN 5 AND 7, FALSE",
        "int7 NOT BETWEEN 8 AND 9, TRUE",
        "int7 NOT BETWEEN 5 AND 6, TRUE",
        "int7 + 1 BETWEEN 4 * 2 AND 17 / 2.0, TRUE",
        "2.6 BETWEEN double2_5 AND int7, TRUE",
        "missing BETWEEN 1 AND 9, UNKNOWN",
        "missing NOT BETWEEN 1 AND 9, UNKNOWN"
    })
    void knowsBetween(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:65")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "text IN ('six', 'seven', 'eight') | TRUE",
                "text IN ('seven') | TRUE",
                "text IN ('six', 'eight') | FALSE",
                "text IN ('Seven') | FALSE",
                "text NOT IN ('six', 'seven') | FALSE",
                "text NOT IN ('six', 'eight') | TRUE",
                "digits IN ('7') | TRUE",
                "missing IN ('six', 'seven') | UNKNOWN",
                "missing NOT IN ('six', 'seven') | UNKNOWN",
                "JMSType IN ('six') | UNKNOWN"
            })
    void knowsIn(String condition, String value) throws JMSException {
        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:66")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "text LIKE 'seven' | TRUE",
                "text LIKE 's_v_n' | TRUE",
                "text LIKE 'seve_n' | FALSE",
                "text LIKE '%' | TRUE",
                "text LIKE 'seven%' | TRUE",
                "text LIKE '%v%' | TRUE",
                "text LIKE 's%n' | TRUE",
                "text LIKE 'S%' | FALSE",
                "text LIKE 's.*' | FALSE",
                "text NOT LIKE 's%' | FALSE",
                "text NOT LIKE 'e%' | TRUE",
                "pattern LIKE '50!%!_!!_' ESCAPE '!' | TRUE",
                "pattern LIKE '50%' | TRUE",
                "pattern LIKE '50_!__' ESCAPE '!' | FALSE",
                "pattern LIKE '50_!____' ESCAPE '!' | FALSE",
                "pattern LIKE '50!__%' ESCAPE '!' | FALSE",
                "missing LIKE '%' | UNKNOWN",
                "missing NOT LIKE 'a' | UNKNOWN"
            })
    void knowsLike(String condition, String value) throws JMSException {
        selection.message().setStringProperty("pattern", "50%_!x");

        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @Assertion({"JMS:SPEC:67", "JMS:SPEC:68"})
    @CsvSource({
        "missing IS NULL, TRUE",
        "text IS NULL, FALSE",
        "JMSType IS NULL, TRUE",
        "JMSCorrelationID IS NULL, FALSE",
        "missing IS NOT NULL, FALSE",
        "text IS NOT NULL, TRUE",
        "no IS NOT NULL, TRUE",
        "JMSType IS NOT NULL, FALSE",
        "JMSCorrelationID IS NOT NULL, TRUE"
    })
    void knowsNull(String condition, String value) throws JMSException {
        selection.message().setJMSCorrelationID("7");

        assertThat(selection.valueOf(condition)).isEqualTo(value);
    }
}
