package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorSyntaxTest {

    private static SelectorSyntaxException refusal(String text) {
        SelectorSyntaxException refusal =
                catchThrowableOfType(SelectorSyntaxException.class, () -> Selector.parse(text));
        assertThat(refusal).as("refusal of %s", text).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a =                     | 4  | an identifier, a literal or '('
            a = AND b               | 5  | an identifier, a literal or '('
            = 1                     | 1  | an identifier, a literal or '('
            a = 1 b                 | 7  | an operator or the end
            a = 1 = 2               | 7  | an operator or the end
            a < b < c               | 7  | an operator or the end
            a = NOT b               | 5  | an identifier, a literal or '('
            (a = 1                  | 7  | an operator or ')'
            a = 1)                  | 6  | an operator or the end
            ()                      | 2  | an identifier, a literal or '('
            a AND                   | 6  | an identifier, a literal or '('
            a OR OR b               | 6  | an identifier, a literal or '('
            NOT                     | 4  | an identifier, a literal or '('
            a NOT = 1               | 7  | BETWEEN, IN or LIKE after NOT
            a NOT NULL              | 7  | BETWEEN, IN or LIKE after NOT
            a IS 1                  | 6  | NULL or NOT NULL
            a IS NOT TRUE           | 10 | "NULL, found "
            a = NULL                | 5  | NULL is tested with IS NULL
            NULL IS NULL            | 1  | NULL is tested with IS NULL
            a LIKE                  | 7  | a string literal as the pattern
            a LIKE 5                | 8  | a string literal as the pattern
            a LIKE b                | 8  | a string literal as the pattern
            a LIKE 'x' ESCAPE       | 18 | one character after ESCAPE
            a LIKE 'x' ESCAPE ''    | 19 | one character after ESCAPE
            a LIKE 'x' ESCAPE 'ab'  | 19 | one character after ESCAPE
            a LIKE '!x' ESCAPE '!'  | 8  | after each escape character
            a LIKE 'x!' ESCAPE '!'  | 8  | after each escape character
            a IN                    | 5  | '(' after IN
            a IN ()                 | 7  | a string literal in the list
            a IN (1)                | 7  | a string literal in the list
            a IN (b)                | 7  | a string literal in the list
            a IN ('x' 'y')          | 11 | ',' or ')'
            a IN ('x',)             | 11 | a string literal in the list
            a IN 'x'                | 6  | '(' after IN
            a BETWEEN 1             | 12 | AND and the upper bound
            a BETWEEN 1 OR 2        | 13 | AND and the upper bound
            a + * b = 1             | 5  | an identifier, a literal or '('
            in = 1                  | 1  | an identifier, a literal or '('
            Escape = 1              | 1  | an identifier, a literal or '('
            """)
    void saysWhatWasExpectedAndWhere(String selector, int column, String expected) {
        SelectorSyntaxException refusal = refusal(selector);

        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1                       | 1  | a condition, found a number
            'a'                     | 1  | a condition, found a string
            a + 1                   | 1  | a condition, found a number
            1 AND TRUE              | 1  | a condition, found a number
            TRUE AND 'a'            | 10 | a condition, found a string
            a OR -b                 | 6  | a condition, found a number
            NOT 5                   | 5  | a condition, found a number
            NOT (a + 1)             | 5  | a condition, found a number
            'a' > 'b'               | 1  | a number
            a > 'b'                 | 5  | a number
            a < TRUE                | 5  | a number
            (a = 1) > 2             | 1  | a number
            a = 'x' + 1             | 5  | a number
            a = 1 + 'x'             | 9  | a number
            a = 2 * TRUE            | 9  | a number
            a = -'x'                | 6  | a number
            a = +(b = 1)            | 6  | a number
            'x' BETWEEN 1 AND 2     | 1  | a number
            a BETWEEN 'x' AND 'y'   | 11 | a number
            a BETWEEN 1 AND 'y'     | 17 | a number
            TRUE = 0                | 6  | like type on both sides, found a boolean or condition and a number
            'a' <> 1                | 5  | like type on both sides, found a string and a number
            'a' = TRUE              | 5  | like type on both sides
            (a = 1) = 'x'           | 9  | like type on both sides
            a + 1 = 'x'             | 7  | like type on both sides
            'x' LIKE 'x'            | 1  | an identifier alone before LIKE, found a string
            a + 1 LIKE 'x'          | 1  | an identifier alone before LIKE, found a number
            (a) LIKE 'x'            | 1  | an identifier alone before LIKE, found an expression in parentheses
            'x' IN ('x')            | 1  | an identifier alone before IN
            1 IS NULL               | 1  | an identifier alone before IS NULL
            -a IS NULL              | 1  | an identifier alone before IS NULL
            """)
    void refusesTypeErrorsTheTextReveals(String selector, int column, String expected) {
        SelectorSyntaxException refusal = refusal(selector);

        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a = 'x                      | 5  | a closing '
            a = 'x''                    | 5  | a closing '
            a = "x"                     | 5  | single quotes
            a != 1                      | 3  | not equal is written <>
            a == 1                      | 4  | an identifier, a literal or '('
            a && b                      | 3  | joined by AND and OR
            a.b = 1                     | 2  | names have no dots
            a < > 1                     | 5  | an identifier, a literal or '('
            a = #                       | 5  | found "#" (U+0023)
            a = 1; b                    | 6  | found ";" (U+003B)
            a = 08                      | 5  | digits 0 to 7
            a = 09L                     | 5  | digits 0 to 7
            a = 9223372036854775808     | 5  | range of long
            a = -(9223372036854775808)  | 7  | range of long
            a = +9223372036854775808    | 6  | range of long
            a = -9223372036854775809    | 6  | range of long
            a = 0x1FFFFFFFFFFFFFFFF     | 5  | range of long
            a = 02000000000000000000000 | 5  | range of long
            a = 1e309                   | 5  | range of double
            a = 1e-400                  | 5  | range of double
            a = 1e39f                   | 5  | range of float
            a = 1e-50f                  | 5  | range of float
            a = 1e                      | 7  | digits in the exponent
            a = 1e+ 5                   | 8  | digits in the exponent
            a = 0x                      | 7  | digits after the prefix
            a = 0x.p1                   | 8  | digits after the prefix
            a = 0b                      | 7  | digits after the prefix
            a = 0b2                     | 7  | digits after the prefix
            a = 0x1.8                   | 10 | an exponent (p)
            a = 1_                      | 7  | both sides of '_'
            a = 1._5                    | 9  | both sides of '_'
            a = 0x_1                    | 9  | both sides of '_'
            a = 1abc                    | 6  | white space or an operator
            a = 1.2.3                   | 8  | white space or an operator
            a = 1.5L                    | 8  | white space or an operator
            a = 1fd                     | 7  | white space or an operator
            a=1AND b                    | 4  | white space or an operator
            a = 0b1.1                   | 8  | white space or an operator
            """)
    void refusesMalformedTokens(String selector, int column, String expected) {
        SelectorSyntaxException refusal = refusal(selector);

        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSDestination",
                "JMSReplyTo",
                "JMSExpiration",
                "JMSRedelivered",
                "JMSDeliveryTime",
                "JMS",
                "JMSfoo",
                "JMSpriority"
            })
    void refusesOtherHeaderFields(String name) {
        SelectorSyntaxException refusal = refusal("a = 1 AND " + name + " IS NULL");

        assertThat(refusal.column()).isEqualTo(11);
        assertThat(refusal).hasMessageContaining("JMSCorrelationID").hasMessageContaining("found \"" + name + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n\f "})
    void refusesABlankText(String text) {
        SelectorSyntaxException refusal = refusal(text);

        assertThat(refusal.column()).isEqualTo(text.length() + 1);
        assertThat(refusal).hasMessageContaining("expected a condition").hasMessageContaining("found the end");
    }

    static Stream<Arguments> limits() {
        String in = "a IN ('x'" + ",'x'".repeat(999);
        return Stream.of(
                arguments(
                        "(".repeat(64) + "a" + ")".repeat(64), "(".repeat(65) + "a" + ")".repeat(65), 65, "64 levels"),
                arguments("NOT ".repeat(64) + "a", "NOT ".repeat(65) + "a", 257, "64 levels"),
                arguments("a = " + "-".repeat(64) + "1", "a = " + "-".repeat(65) + "1", 69, "64 levels"),
                arguments(in + ")", in + ",'x')", 4007, "at most 1000 strings"),
                arguments(spaced(16_384), spaced(16_385), 16_385, "at most 16384 characters, found 16385"));
    }

    private static String spaced(int lengthChars) {
        return " ".repeat(lengthChars - 1) + "a";
    }

    @ParameterizedTest
    @MethodSource("limits")
    void keepsItsLimits(String atTheLimit, String beyond, int column, String expected) throws SelectorSyntaxException {
        Selector accepted = Selector.parse(atTheLimit);

        assertThat(accepted.text()).isEqualTo(atTheLimit);
        assertThat(refusal(beyond).column()).isEqualTo(column);
        assertThat(refusal(beyond)).hasMessageContaining(expected);
    }

    @Test
    void countsNestingAndNotLength() throws SelectorSyntaxException {
        assertThat(Evaluation.truth("(yes)" + " AND (yes)".repeat(100))).isEqualTo(Truth.TRUE);
        assertThat(Evaluation.truth("NOT no" + " AND NOT no".repeat(100))).isEqualTo(Truth.TRUE);
        assertThat(Evaluation.truth("0" + " - -1".repeat(100) + " = 100")).isEqualTo(Truth.TRUE);
    }

    @Test
    void evaluatesTheLongestChainsWithoutDeepRecursion() throws SelectorSyntaxException {
        assertThat(Evaluation.truth("yes" + " AND yes".repeat(2_000))).isEqualTo(Truth.TRUE);
        assertThat(Evaluation.truth("no" + " OR no".repeat(2_500))).isEqualTo(Truth.FALSE);
        assertThat(Evaluation.truth("1" + "+1".repeat(8_000) + "=8001")).isEqualTo(Truth.TRUE);
        assertThat(Evaluation.truth("1" + "*1".repeat(8_000) + "=1")).isEqualTo(Truth.TRUE);
    }

    @Test
    void showsThePlaceInOnePrintableLine() {
        SelectorSyntaxException refusal = refusal("x".repeat(60) + "\n= 'a\u0007\u2028\u202e' !\t" + "y".repeat(60));

        assertThat(refusal)
                .hasMessage(
                        "Invalid selector at column 71: expected an operator (not equal is written <>, negation NOT),"
                                + " found \"!\" (U+0021). Here: ..." + "x".repeat(30) + " = 'a???' >>>! "
                                + "y".repeat(38)
                                + "...");
    }
}
