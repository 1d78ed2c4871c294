package io.chasqui.broker.dispatch;

import static io.chasqui.broker.dispatch.SoleQueue.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.state.MessageEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random consumers with all kinds of selectors, compared with asking the whole queue at every delivery: each delivery is the
 * first message in order that its consumer could have, nothing is left lying that a consumer waits for, and each drain is
 * answered once, when there is nothing. Links stop taking, sessions go back, messages expire and belong to groups.
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
            "JMSXDeliveryCount > 1",
            "JMSXDeliveryCount = 1",
            "JMSXDeliveryCount > 0 AND JMSCorrelationID = 'x3'");

    private final SoleQueue queue = new SoleQueue();
    private final List<Consumer> consumers = new ArrayList<>();
    private final List<Consumer> browsers = new ArrayList<>();
    private final Map<Consumer, Integer> credits = new HashMap<>();
    private final Map<Consumer, Integer> drains = new HashMap<>();
    private final Map<String, Consumer> owners = new HashMap<>();
    private int sent;

    private static LongStream seeds() {
        return LongStream.range(1, 1 + Long.getLong("seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesEachConsumerTheFirstMessageThatItCanHave(long seed) {
        Random random = new Random(seed);
        int grouped = (int) (seed % 3) * 3;
        queue.onDelivery(this::delivered);

        for (int step = 0; step < STEPS; step++) {
            act(random, grouped);
            if (random.nextInt(10) == 0) {
                rest();
            }
        }

        rest();
    }

    private void delivered(Consumer consumer, MessageEntry entry) {
        credits.merge(consumer, -1, Integer::sum);
        assertThat(consumer.outlet().ready()).isTrue();
        assertThat(queue.wants(consumer, entry)).isTrue();
        String group = queue.group(entry);
        if (group == null) {
            assertThat(entry.sequence()).as("consumer %s", consumer.selector()).isEqualTo(firstUngrouped(consumer));
        } else {
            assertThat(consumers.stream()
                            .filter(other -> other != consumer)
                            .flatMap(other -> other.outlet().inFlight().all().stream())
                            .map(delivery -> queue.group(delivery.entry())))
                    .as("groups with others")
                    .doesNotContain(group);
            owners.put(group, consumer);
        }
    }

    private @Nullable Long firstUngrouped(Consumer consumer) {
        for (MessageEntry entry : queue.free()) {
            if (queue.group(entry) == null && queue.wants(consumer, entry)) {
                return entry.sequence();
            }
        }
        return null;
    }

    private void drained(Consumer consumer) {
        drains.merge(consumer, -1, Integer::sum);
        assertThat(drains.get(consumer)).as("drains to answer").isNotNegative();
        if (credits.getOrDefault(consumer, 0) > 0) {
            assertThat(firstUngrouped(consumer))
                    .as("what a drained consumer %s could have", consumer.selector())
                    .isNull();
        }
        if (drains.get(consumer) == 0) {
            credits.put(consumer, 0);
        }
    }

    private void act(Random random, int grouped) {
        switch (random.nextInt(13)) {
            case 0 -> open(random);
            case 1, 2, 3, 4, 5 -> put(random, grouped);
            case 6 -> queue.slices(1 + random.nextInt(3));
            case 7 -> rarely(random);
            default -> withOne(random);
        }
    }

    private void open(Random random) {
        int credit = random.nextInt(4);
        Consumer consumer = queue.open(selector(random), credit);
        credits.put(consumer, credit);
        client(consumer).onDrained(() -> drained(consumer));
        consumers.add(consumer);
    }

    private static @Nullable String selector(Random random) {
        return random.nextInt(8) == 0 ? null : SELECTORS.get(random.nextInt(SELECTORS.size()));
    }

    private void rarely(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> queue.pass(random.nextInt(50));
            case 1 -> {
                Consumer browser = queue.browse(selector(random), random.nextInt(20));
                queue.grant(browser, 1, true);
                browsers.add(browser);
            }
            case 2 -> closeSession(random);
            default -> queue.slices(1);
        }
    }

    /** Several consumers close together; all that they have comes back. */
    private void closeSession(Random random) {
        List<Consumer> some =
                consumers.stream().filter(consumer -> random.nextInt(3) == 0).toList();
        some.forEach(this::close);
    }

    private void close(Consumer consumer) {
        consumers.remove(consumer);
        queue.close(consumer);
    }

    private void put(Random random, int grouped) {
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
            letter = inMotion(letter, random, grouped);
            queue.put(random.nextInt(3) == 0 ? letter.with("urgent", random.nextBoolean()) : letter);
        }
    }

    /** Sometimes in a group, sometimes about to expire. */
    private Letter inMotion(Letter letter, Random random, int grouped) {
        Letter own = random.nextInt(10) < grouped ? letter.with("JMSXGroupID", "g" + random.nextInt(4)) : letter;
        return random.nextInt(10) == 0 ? own.expiringAt(queue.nowMillis() + random.nextInt(100)) : own;
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
        switch (random.nextInt(13)) {
            case 0 -> close(one);
            case 1 -> queue.release(one);
            case 2 -> queue.rollBack(one);
            case 3, 4, 5 -> queue.acknowledge(one);
            case 6 -> grant(one, 1 + random.nextInt(30), true);
            case 7 -> queue.ready(one, false);
            case 8 -> queue.ready(one, true);
            default -> grant(one, 1 + random.nextInt(30), false);
        }
    }

    private void grant(Consumer consumer, int credit, boolean drain) {
        credits.merge(consumer, credit, Integer::sum);
        drains.merge(consumer, drain ? 1 : 0, Integer::sum);
        queue.grant(consumer, credit, drain);
    }

    /** When there is nothing to do, nobody waits for something that is there. */
    private void rest() {
        int unused = queue.work();
        List<MessageEntry> free = queue.free();
        for (Consumer consumer : consumers) {
            if (consumer.hungry()) {
                assertThat(free.stream()
                                .filter(entry -> queue.wants(consumer, entry) && canHave(consumer, entry))
                                .map(entry -> entry.sequence() + " of " + queue.group(entry)))
                        .as("left for consumer %s", consumer.selector())
                        .isEmpty();
            }
            assertThat(consumer.draining() && consumer.outlet().ready())
                    .as("a drain of %s", consumer.selector())
                    .isFalse();
        }
        assertThat(browsers).noneMatch(Consumer::draining);
    }

    /** Whether the group of a message allows it to go to a consumer. */
    private boolean canHave(Consumer consumer, MessageEntry entry) {
        String group = queue.group(entry);
        if (group == null) {
            return true;
        }
        boolean first = queue.unheld().stream() // an expired one holds up its group until it is looked at
                .filter(other -> Objects.equals(queue.group(other), group))
                .allMatch(other -> Sweep.ORDER.compare(other, entry) >= 0);
        Consumer owner = owners.get(group);
        if (!first || owner == consumer) {
            return first;
        }
        boolean busy = consumers.stream()
                .flatMap(other -> other.outlet().inFlight().all().stream())
                .anyMatch(delivery -> group.equals(queue.group(delivery.entry())));
        boolean pinned = owner != null && consumers.contains(owner) && queue.wants(owner, entry);
        return !busy && !pinned;
    }
}
