package io.chasqui.broker.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationPatternTest {
    @ParameterizedTest
    @CsvSource({
        "queue.orders.new, orders.new, true",
        "queue.orders.new, orders, false",
        "queue.orders.new, orders.new.eu, false",
        "queue.orders.new, Orders.new, false",
        "queue.orders.*, orders.new, true",
        "queue.orders.*, orders, false",
        "queue.orders.*, orders.new.eu, false",
        "queue.orders.*, ordersnew, false",
        "queue.*.new, orders.new, true",
        "queue.*.new, orders.old, false",
        "queue.orders.#, orders, true",
        "queue.orders.#, orders.new, true",
        "queue.orders.#, orders.new.eu, true",
        "queue.orders.#, ordersnew, false",
        "queue.#, orders, true",
        "#, orders, true",
        "*.orders, orders, true",
        "queue.*, orders., false",
        "queue.*.*, orders., true",
        "topic.orders, orders, false",
        "topic.#, orders, false",
    })
    void matchesWordsOfTheNameOfAQueue(String pattern, String name, boolean matches) {
        assertThat(DestinationPattern.parse(pattern).matches(Destination.queue(name)))
                .isEqualTo(matches);
    }

    @Test
    void tellsTopicsFromQueuesAndCountsTemporaryOnesAmongThem() {
        DestinationPattern topics = DestinationPattern.parse("topic.news.#");

        assertThat(topics.matches(Destination.topic("news.eu"))).isTrue();
        assertThat(topics.matches(Destination.queue("news.eu"))).isFalse();
        assertThat(topics.matches(new Destination(Destination.Kind.TEMPORARY_TOPIC, "news.1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "queue",
                "topic",
                "*",
                "queue.",
                "queue..a",
                "queue:orders",
                "orders.new",
                "queue.#.a",
                "queue.a#",
                "queue.or*",
                "#.a",
                "Queue.a"
            })
    void refusesWhatIsNoPatternAndShowsExamples(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationPattern.parse(text))
                .withMessageContaining("'" + text + "' is not a pattern of destinations: ")
                .withMessageContaining("queue.orders.*");
    }

    @Test
    void ordersTheMoreSpecificFirst() {
        List<DestinationPattern> ordered = List.of(
                        "queue.a", "queue.a.b", "queue.a.*", "queue.a.#", "queue.*", "queue.*.b", "queue.#", "*.a", "#")
                .stream()
                .map(DestinationPattern::parse)
                .toList();
        List<DestinationPattern> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));

        Collections.sort(shuffled);

        assertThat(shuffled).containsExactlyElementsOf(ordered);
    }

    @Test
    void isEqualToOneOfTheSameText() {
        assertThat(DestinationPattern.parse("queue.a.*"))
                .isEqualTo(DestinationPattern.parse("queue.a.*"))
                .hasSameHashCodeAs(DestinationPattern.parse("queue.a.*"))
                .isNotEqualTo(DestinationPattern.parse("queue.a.#"))
                .hasToString("queue.a.*");
    }

    @Test
    void findsTheValueOfTheMostSpecificMatch() {
        PatternTable<String> table = new PatternTable<>(Map.of(
                DestinationPattern.parse("queue.#"), "queues",
                DestinationPattern.parse("queue.a.*"), "below a",
                DestinationPattern.parse("queue.a.b"), "a.b"));

        assertThat(table.find(Destination.queue("a.b"))).contains("a.b");
        assertThat(table.find(Destination.queue("a.c"))).contains("below a");
        assertThat(table.find(Destination.queue("c"))).contains("queues");
        assertThat(table.find(Destination.queue("c"))).contains("queues");
        assertThat(table.find(Destination.topic("a.b"))).isEmpty();
    }
}
