package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreeValuedLogicTest {

    private static final Map<String, Object> MESSAGE = message();

    private static Map<String, Object> message() {
        Map<String, Object> values = new HashMap<>();
        values.put("T", true);
        values.put("F", false);
        values.put("n", 7);
        return Map.copyOf(values);
    }

    @ParameterizedTest
    @CsvSource({
        "T, T, TRUE", "T, F, FALSE", "T, U, UNKNOWN",
        "F, T, FALSE", "F, F, FALSE", "F, U, FALSE",
        "U, T, UNKNOWN", "U, F, FALSE", "U, U, UNKNOWN"
    })
    void joinsByAnd(String left, String right, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(left + " AND " + right, MESSAGE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "T, T, TRUE", "T, F, TRUE", "T, U, TRUE",
        "F, T, TRUE", "F, F, FALSE", "F, U, UNKNOWN",
        "U, T, TRUE", "U, F, UNKNOWN", "U, U, UNKNOWN"
    })
    void joinsByOr(String left, String right, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(left + " OR " + right, MESSAGE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"T, FALSE", "F, TRUE", "U, UNKNOWN"})
    void negates(String operand, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth("NOT " + operand, MESSAGE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U",
                "U = 1",
                "U <> 1",
                "1 < U",
                "U = U",
                "U <> 'x'",
                "U = TRUE",
                "U + 1 > 0",
                "1 - U * 2 < n",
                "-U = 1",
                "+U = 1",
                "U BETWEEN 1 AND 2",
                "U NOT BETWEEN 1 AND 2",
                "U IN ('a', 'b')",
                "U NOT IN ('a', 'b')",
                "U LIKE '%'",
                "U NOT LIKE '%'",
                "n / 0 = 1",
                "n / 0 <> 1",
                "n / (7 - n) = 1",
                "T + U = 1",
                "U + T = 1"
            })
    void isUnknownWhenAnOperandIsNull(String selector) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector, MESSAGE)).isEqualTo(Truth.UNKNOWN);
    }
}
