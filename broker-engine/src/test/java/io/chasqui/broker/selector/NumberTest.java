package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumberTest {

    static Stream<Arguments> exactLiterals() {
        return Stream.of(
                arguments("0", 0L),
                arguments("57", 57L),
                arguments("-957", -957L),
                arguments("+62", 62L),
                arguments("62L", 62L),
                arguments("62l", 62L),
                arguments("1_000_000", 1_000_000L),
                arguments("035", 29L),
                arguments("0_17", 15L),
                arguments("00", 0L),
                arguments("0x1D", 29L),
                arguments("0X1dL", 29L),
                arguments("0xFFFFFFFF", 4_294_967_295L),
                arguments("0xFFFF_FFFF_FFFF_FFFF", -1L),
                arguments("0b1011", 11L),
                arguments("0B1L", 1L),
                arguments("01777777777777777777777", -1L),
                arguments("9223372036854775807", Long.MAX_VALUE),
                arguments("-9223372036854775808", Long.MIN_VALUE),
                arguments("-9223372036854775808L", Long.MIN_VALUE),
                arguments("- 9223372036854775808", Long.MIN_VALUE),
                arguments("--9223372036854775808", Long.MIN_VALUE),
                arguments("- + - 5", 5L));
    }

    static Stream<Arguments> approximateLiterals() {
        return Stream.of(
                arguments("7.", 7d),
                arguments("-95.7", -95.7d),
                arguments("+6.2", 6.2d),
                arguments("7E3", 7000d),
                arguments("-57.9E2", -5790d),
                arguments(".5", .5d),
                arguments(".7e4", 7000d),
                arguments("1e-3", .001d),
                arguments("1E+3", 1000d),
                arguments("09.5", 9.5d),
                arguments("09e1", 90d),
                arguments("08d", 8d),
                arguments("5D", 5d),
                arguments("5f", 5f),
                arguments("1.1F", 1.1f),
                arguments("1_0.2_5", 10.25d),
                arguments("0x1.8p1", 3d),
                arguments("0x.8P1f", 1f),
                arguments("0xAp0", 10d),
                arguments("0e999999999", 0d),
                arguments("0.0f", 0f),
                arguments("1.7976931348623157E308", Double.MAX_VALUE),
                arguments("4.9E-324", Double.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource({"exactLiterals", "approximateLiterals"})
    void readsLiterals(String literal, Object expected) throws SelectorSyntaxException {
        Condition condition = new SelectorParser("x = " + literal).parse();

        assertThat(condition)
                .isInstanceOfSatisfying(
                        Comparison.class,
                        comparison -> assertThat(comparison.right()).isEqualTo(new Literal(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int7 = 7                                | TRUE
            int7 = 7.0                              | TRUE
            int7 = long7                            | TRUE
            byte3 = 3.0F                            | TRUE
            short300 >= 300                         | TRUE
            short300 * short300 = 90000             | TRUE
            byte3 * 100 = 300                       | TRUE
            -byte3 = -3                             | TRUE
            float1_1 = 1.1F                         | TRUE
            float1_1 = 1.1                          | FALSE
            float1_1 = double1_1                    | FALSE
            double1_1 = 1.1                         | TRUE
            float2_5 = double2_5                    | TRUE
            float2_5 <> 2                           | TRUE
            longMax = 9223372036854775807           | TRUE
            longMax - 1 = 9223372036854775806       | TRUE
            longMax = 9223372036854775808.0         | TRUE
            longMax + 1 = longMin                   | TRUE
            -longMin = longMin                      | TRUE
            longMin / -1 = longMin                  | TRUE
            intMax + 1 = 2147483648                 | TRUE
            intMax + int7 = -2147483642             | TRUE
            intMax + long7 = 2147483654             | TRUE
            intMax = 2147483647F                    | TRUE
            intMax = 2147483648F                    | TRUE
            int7 / 2 = 3                            | TRUE
            minusInt7 / 2 = -3                      | TRUE
            int7 / 2. = 3.5                         | TRUE
            int7 / 2F = 3.5                         | TRUE
            int7 / 0.0 > 1E308                      | TRUE
            0.0 = -0.0                              | TRUE
            nan = nan                               | FALSE
            nan <> nan                              | TRUE
            nan < 1                                 | FALSE
            nan NOT BETWEEN 1 AND 2                 | FALSE
            1 < 2                                   | TRUE
            2 <= 2                                  | TRUE
            2 < 2                                   | FALSE
            3 > 2                                   | TRUE
            2 >= 3                                  | FALSE
            2.5 <= 2.5                              | TRUE
            2.5 >= 2.6                              | FALSE
            2.5 < 2.6                               | TRUE
            2 <> 2                                  | FALSE
            """)
    void computesAndComparesAsJavaDoes(String selector, Truth expected) throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2 * 3 = 7                           | TRUE
            (1 + 2) * 3 = 9                         | TRUE
            8 / 4 / 2 = 1                           | TRUE
            8 - 4 - 2 = 2                           | TRUE
            8 / 4 * 2 = 4                           | TRUE
            -2 + 3 = 1                              | TRUE
            - int7 + 7 = 0                          | TRUE
            7--7=14                                 | TRUE
            2 * -int7 = minusInt7 * 2               | TRUE
            """)
    void appliesSignsThenProductsThenSumsFromLeftToRight(String selector, Truth expected)
            throws SelectorSyntaxException {
        assertThat(Evaluation.truth(selector)).isEqualTo(expected);
    }

    @Test
    void comparesUnsupportedNumbersWithNothing() throws SelectorSyntaxException {
        Selector equal = Selector.parse("x = 1 OR x <> 1 OR x + 1 = 2 OR x IN ('1')");

        assertThat(equal.matches(name -> BigDecimal.ONE)).isFalse();
    }
}
