package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ''          | ''            | true
            ''          | 'a'           | false
            '%'         | ''            | true
            '%'         | 'abc'         | true
            '%%'        | ''            | true
            '_'         | ''            | false
            '_'         | 'a'           | true
            '_'         | 'ab'          | false
            '_%'        | 'a'           | true
            '_%'        | ''            | false
            '%_'        | ''            | false
            '%_'        | 'abc'         | true
            '%_%_%'     | 'a'           | false
            '%_%_%'     | 'ab'          | true
            'abc'       | 'abc'         | true
            'abc'       | 'ABC'         | false
            'abc'       | 'abcd'        | false
            'abc%'      | 'abc'         | true
            'a%c'       | 'ac'          | true
            'a%c'       | 'abcbc'       | true
            'a%c'       | 'abcb'        | false
            '%b%'       | 'abc'         | true
            '%b%'       | 'b'           | true
            '%b%'       | 'ac'          | false
            '%abab%'    | 'aababab'     | true
            'a%b%c'     | 'axxbxxc'     | true
            'a%b%c'     | 'axxcxxb'     | false
            '12%3'      | '1234'        | false
            'l_se'      | 'loose'       | false
            'a.c'       | 'abc'         | false
            '.*'        | 'abc'         | false
            '[a]'       | '[a]'         | true
            'a\\%'      | 'a\\xyz'      | true
            '_'         | '😀'          | true
            '__'        | '😀'          | false
            '%😀_'      | 'x😀😀y'      | true
            """)
    void matchesWithoutEscape(String pattern, String text, boolean expected) {
        assertThat(LikePattern.compile(pattern, LikePattern.NO_ESCAPE).matches(text))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '!_%'       | '!'   | '_foo'    | true
            '!_%'       | '!'   | 'bar'     | false
            '!%'        | '!'   | '%'       | true
            '!%'        | '!'   | ''        | false
            '!!'        | '!'   | '!'       | true
            '!!%'       | '!'   | '!x'      | true
            '!!!%'      | '!'   | '!%'      | true
            '!!!%'      | '!'   | '!x'      | false
            'A_fo_A%f%' | 'A'   | '_foo%fx' | true
            '%%'        | '%'   | '%'       | true
            '%%'        | '%'   | 'x'       | false
            '%__'       | '%'   | '_x'      | true
            '__'        | '_'   | '_'       | true
            '_%'        | '_'   | '%'       | true
            '😀%'       | '😀'  | '%'       | true
            """)
    void takesEscapedCharactersForThemselves(String pattern, String escape, String text, boolean expected) {
        assertThat(LikePattern.compile(pattern, escape.codePointAt(0)).matches(text))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'!', false", "'a!', false", "'!a', false", "'!!!', false", "'!!', true", "'a!_!%', true", "'', true"})
    void knowsWhereAnEscapeMayStand(String pattern, boolean expected) {
        assertThat(LikePattern.isWellFormed(pattern, '!')).isEqualTo(expected);
        assertThat(LikePattern.isWellFormed(pattern, LikePattern.NO_ESCAPE)).isTrue();
    }

    @Test
    void readsEachCharacterAFewTimesOnlyForAPatternThatWouldBacktrackExponentially() {
        CountedText text = new CountedText("a".repeat(100_000));

        boolean matches =
                LikePattern.compile("%a%a%a%a%b", LikePattern.NO_ESCAPE).matches(text);

        assertThat(matches).isFalse();
        assertThat(text.reads).isLessThan(3L * text.length());
    }

    @Test
    void readsAtMostTextTimesLongestRunInTheWorstCase() {
        String run = "a".repeat(50) + "b";
        CountedText text = new CountedText("a".repeat(20_000));

        boolean matches =
                LikePattern.compile("%a%" + run + "%", LikePattern.NO_ESCAPE).matches(text);

        assertThat(matches).isFalse();
        assertThat(text.reads).isLessThan((run.length() + 2L) * text.length());
    }

    /** A text that counts how often its characters are read. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private long reads;

        private CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
