package io.chasqui.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.dispatch.SoleQueue.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random consumers with all kinds of selectors, compared with asking the whole queue at every delivery: each delivery is the
 * first message in order that its consumer could have, and nothing is left lying that a consumer waits for.
 */
class RandomSeekersTest {
    private static final int STEPS = 400;
    private static final List<String> SELECTORS = List.of(
            "color = 'red'",
            "color = 'blue' AND size = 1",
            "'green' = color",
            "color IN ('red', 'blue')",
            "color NOT IN ('red', 'blue')",
            "NOT (color = 'red')",
            "color = 'red' OR size = 2",
            "color IS NULL",
            "size = 1",
            "size = 1.0 AND color <> 'red'",
            "color = 1",
            "urgent = TRUE",
            "urgent = FALSE AND color = 'blue'",
            "urgent",
            "JMSPriority > 5",
            "JMSCorrelationID = 'x1'",
            "JMSCorrelationID = 'x2' AND color = 'red'",
            "JMSCorrelationID IN ('x1', 'x3') AND size < 3",
            "color = 'red' AND color = 'blue'",
            "JMSXDeliveryCount > 0 AND JMSCorrelationID = 'x3'");

    private final SoleQueue queue = new SoleQueue();
    private final List<Consumer> consumers = new ArrayList<>();
    private int sent;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void givesEachConsumerTheFirstMessageThatItCanHave(long seed) {
        Random random = new Random(seed);
        queue.onDelivery((consumer, entry) -> assertThat(entry.sequence())
                .as("consumer %s", consumer.selector())
                .isEqualTo(queue.firstFor(consumer)));

        for (int step = 0; step < STEPS; step++) {
            act(random);
            if (random.nextInt(10) == 0) {
                rest();
            }
        }

        rest();
    }

    private void act(Random random) {
        switch (random.nextInt(12)) {
            case 0 -> open(random);
            case 1, 2, 3, 4, 5 -> put(random);
            case 6 -> queue.slices(1 + random.nextInt(3));
            default -> withOne(random);
        }
    }

    private void open(Random random) {
        String selector = random.nextInt(8) == 0 ? null : SELECTORS.get(random.nextInt(SELECTORS.size()));
        consumers.add(queue.open(selector, random.nextInt(4)));
    }

    private void put(Random random) {
        int count = random.nextInt(20) == 0 ? 300 : 1;
        for (int i = 0; i < count; i++) {
            Letter letter = Letter.to(random.nextInt(3) == 0 ? "x" + random.nextInt(5) : null)
                    .labelled("" + sent++)
                    .withPriority(random.nextInt(4) == 0 ? random.nextInt(10) : 4);
            if (random.nextInt(5) > 0) {
                letter = letter.with("color", color(random));
            }
            if (random.nextBoolean()) {
                letter = letter.with(
                        "size", random.nextBoolean() ? random.nextInt(4) : (Object) (double) random.nextInt(4));
            }
            queue.put(random.nextInt(3) == 0 ? letter.with("urgent", random.nextBoolean()) : letter);
        }
    }

    private static Object color(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 1;
            case 1 -> true;
            case 2 -> "green";
            case 3 -> "red";
            default -> "blue";
        };
    }

    private void withOne(Random random) {
        if (consumers.isEmpty()) {
            return;
        }
        Consumer one = consumers.get(random.nextInt(consumers.size()));
        switch (random.nextInt(10)) {
            case 0 -> {
                queue.close(one);
                consumers.remove(one);
            }
            case 1, 2 -> queue.release(one);
            case 3, 4, 5 -> queue.acknowledge(one);
            case 6 -> queue.grant(one, 1 + random.nextInt(30), true);
            default -> queue.grant(one, 1 + random.nextInt(30), false);
        }
    }

    /** When there is nothing to do, nobody waits for something that is there. */
    private void rest() {
        queue.work();
        for (Consumer consumer : consumers) {
            if (consumer.hungry()) {
                assertThat(queue.firstFor(consumer))
                        .as("consumer %s", consumer.selector())
                        .isNull();
            }
            assertThat(consumer.draining())
                    .as("a drain of %s", consumer.selector())
                    .isFalse();
        }
    }
}
