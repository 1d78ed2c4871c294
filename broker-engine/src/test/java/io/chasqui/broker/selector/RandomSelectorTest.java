package io.chasqui.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSelectorTest {

    private static final int SELECTORS = 1_000;
    private static final int MESSAGES_PER_SELECTOR = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void agreesWithANaiveEvaluator(long seed) throws SelectorSyntaxException {
        Random random = new Random(seed);
        RandomSelector selectors = new RandomSelector(random);
        Map<Truth, Integer> outcomes = new EnumMap<>(Truth.class);

        for (int i = 0; i < SELECTORS; i++) {
            RandomSelector.Node node = selectors.condition(1 + random.nextInt(4));
            for (int j = 0; j < MESSAGES_PER_SELECTOR; j++) {
                Map<String, Object> message = message(random, selectors);
                Truth expected = truth(node.opinion().value(message));
                outcomes.merge(expected, 1, Integer::sum);

                assertThat(Evaluation.truth(node.text(), message))
                        .as("seed %d: %s for %s", seed, node.text(), message)
                        .isEqualTo(expected);
            }
        }
        assertThat(outcomes).as("outcomes met").hasSize(Truth.values().length);
        assertThat(outcomes.values()).allMatch(count -> count > SELECTORS / 2);
    }

    private static Truth truth(@Nullable Object opinion) {
        return opinion instanceof Boolean value ? Truth.of(value) : Truth.UNKNOWN;
    }

    private static Map<String, Object> message(Random random, RandomSelector selectors) {
        Map<String, Object> message = new HashMap<>();
        for (String name : new String[] {"a", "b", "c", "d", "e", "f", "g", "JMSType"}) {
            Object value = property(random, selectors);
            if (value != null) {
                message.put(name, value);
            }
        }
        return message;
    }

    private static @Nullable Object property(Random random, RandomSelector selectors) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (byte) random.nextInt(5);
            case 3 -> (short) random.nextInt(5);
            case 4 -> random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(5);
            case 5, 6 -> selectors.word();
            default -> NaiveLogic.number(random);
        };
    }
}
