package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistorySummaryTest {
    @Test
    void countsWhatHappened() {
        Story story = Story.ofQueue();
        WorkUnit transaction = story.transaction("c");

        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .send(3, FAILED)
                .send(4, UNKNOWN)
                .receive(1, transaction)
                .crash()
                .receive(1, story.unit("d"), 2)
                .remain("q", 2);

        assertThat(HistoryChecker.summarise(story.history())).isEqualTo(new HistorySummary(4, 2, 1, 1, 2, 1, 1, 0, 1));
    }

    @Test
    void keepsEveryLineOfManyThreads() {
        History history = new History();

        IntStream.range(0, 1_000).parallel().forEach(i -> history.remains("q", new MessageKey("p", i)));

        assertThat(history.events())
                .hasSize(1_000)
                .extracting(HistoryEvent::tick)
                .doesNotHaveDuplicates();
    }

    @Test
    void readsAKeyBackFromItsText() {
        MessageKey key = new MessageKey("producer#1", 17);

        assertThat(MessageKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void refusesATextThatIsNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageKey.parse("17"))
                .withMessageContaining("producer#17");
    }
}
