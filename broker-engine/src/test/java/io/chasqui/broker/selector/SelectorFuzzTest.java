package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, a selector comes out or a {@link SelectorSyntaxException}; nothing else. */
class SelectorFuzzTest {

    private static final int TEXTS = 5_000;

    private static final String ALPHABET = "aexpdflEL_$019.+-*/=<>()',!\"%#\\\t\n\f \u0000\u00a0é😀\ud83d\ude00";

    private static final String[] WORDS = {
        "a",
        "b",
        "JMSType",
        "JMSDestination",
        "1",
        "0x1p3",
        "-",
        "+",
        "*",
        "/",
        "=",
        "<>",
        "<",
        "<=",
        ">",
        ">=",
        "(",
        ")",
        ",",
        "'x'",
        "'",
        "1.5",
        "9223372036854775808",
        "NOT",
        "AND",
        "OR",
        "BETWEEN",
        "LIKE",
        "IN",
        "IS",
        "NULL",
        "TRUE",
        "FALSE",
        "ESCAPE",
        "'!'",
        "('x','y')"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesRandomCharacters(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(character(random));
            }
            check(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesRandomWords(long seed) {
        Random random = new Random(seed);
        int accepted = 0;

        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(5) == 0 ? "" : " ");
            }
            accepted += check(text.toString()) ? 1 : 0;
        }
        assertThat(accepted).isBetween(TEXTS / 200, TEXTS / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesDamagedSelectors(long seed) {
        Random random = new Random(seed);
        RandomSelector selectors = new RandomSelector(random);
        int accepted = 0;

        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text =
                    new StringBuilder(selectors.condition(1 + random.nextInt(4)).text());
            for (int damage = 1 + random.nextInt(2); damage > 0; damage--) {
                damage(text, random);
            }
            accepted += check(text.toString()) ? 1 : 0;
        }
        assertThat(accepted).isBetween(TEXTS / 20, TEXTS * 19 / 20);
    }

    private static void damage(StringBuilder text, Random random) {
        int place = random.nextInt(text.length() + 1);
        if (random.nextBoolean() && place < text.length()) {
            text.deleteCharAt(place);
        } else {
            text.insert(place, character(random));
        }
    }

    private static char character(Random random) {
        return random.nextInt(50) == 0
                ? (char) random.nextInt(Character.MAX_VALUE + 1)
                : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    /** Whether the text is a selector; if it is one, it can be evaluated. */
    private static boolean check(String text) {
        try {
            Selector selector = Selector.parse(text);
            selector.matches(name -> null);
            selector.matches(name -> name);
            selector.matches(name -> 1);
            assertThat(selector.requirements())
                    .extracting(Requirement::identifier)
                    .isSubsetOf(selector.identifiers());
            return true;
        } catch (SelectorSyntaxException refusal) {
            assertThat(refusal.column()).as("column in %s", text).isBetween(1, text.length() + 1);
            assertThat(refusal.getMessage()).as("message for %s", text).doesNotContain("\n", "\r", "\u0000");
            return false;
        }
    }
}
