package io.chasqui.broker.dispatch;

import static io.chasqui.broker.dispatch.SoleQueue.client;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many selectors that look for their messages in one backlog. */
class SweepTest {
    private static final int BACKLOG = 5_000;

    private final SoleQueue queue = new SoleQueue();

    @Test
    void readsABacklogOnceForAllSelectors() {
        fill(BACKLOG);
        List<Consumer> consumers = openEach(200);
        IntStream.range(0, 200).forEach(i -> queue.put(Letter.to("x" + i).labelled("" + i)));

        queue.work();

        IntStream.range(0, 200)
                .forEach(i -> assertThat(client(consumers.get(i)).labels()).containsExactly("" + i));
        assertThat(queue.reads()).isEqualTo(BACKLOG + 200);
    }

    @Test
    void asksNoSelectorAboutMessagesThatItCannotWant() {
        fill(BACKLOG);
        openEach(200);
        IntStream.range(0, 200).forEach(i -> queue.put(Letter.to("x" + i)));

        queue.work();

        assertThat(queue.evaluations()).isEqualTo(200);
    }

    @Test
    void readsHardlyMoreForSelectorsThatComeOneAfterTheOther() {
        fill(BACKLOG);
        List<Consumer> consumers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            consumers.add(queue.open("JMSCorrelationID = 'x" + i + "'", 1));
            queue.slices(1);
            queue.put(Letter.to("x" + i).labelled("" + i));
        }

        queue.work();

        IntStream.range(0, 40)
                .forEach(i -> assertThat(client(consumers.get(i)).labels()).containsExactly("" + i));
        assertThat(queue.reads()).isLessThan(3L * BACKLOG);
    }

    @Test
    void doesNotLookAgainAtWhatItHasPassed() {
        fill(BACKLOG);
        Consumer one = queue.open("JMSCorrelationID = 'a'", 1);
        Consumer other = queue.open("JMSCorrelationID = 'b'", 1);
        queue.work();
        long before = queue.reads();

        queue.put(Letter.to("b").labelled("for b"));
        queue.put(Letter.to("a").labelled("for a"));
        queue.work();

        assertThat(client(one).labels()).containsExactly("for a");
        assertThat(client(other).labels()).containsExactly("for b");
        assertThat(queue.reads()).isEqualTo(before + 2);
    }

    @Test
    void costsOneEvaluationForANewMessageHoweverManyWait() {
        openEach(1_000);
        queue.work();

        queue.put(Letter.to("x17"));
        queue.work();

        assertThat(queue.evaluations()).isEqualTo(1);
    }

    @Test
    void findsSelectorsOfNumbersByNumbersOfAllTypes() {
        List<Object> values = List.of((byte) 1, (short) 2, 3, 4L, 5.0, -0.0, Long.MAX_VALUE, (1L << 53) + 1, 6.5);
        List<String> literals = List.of("1", "2.0", "3", "4", "5", "0", "" + Long.MAX_VALUE, "9007199254740993", "6.5");
        List<Consumer> consumers =
                literals.stream().map(each -> queue.open("n = " + each, 10)).toList();
        queue.work();

        values.forEach(each -> queue.put(Letter.to(null).with("n", each).labelled("" + each)));
        queue.work();

        IntStream.range(0, values.size())
                .forEach(i -> assertThat(client(consumers.get(i)).labels()).containsExactly("" + values.get(i)));
        assertThat(queue.evaluations()).isEqualTo(values.size());
    }

    @Test
    void findsTheLongNumberThatAFloatEquals() {
        Consumer odd = queue.open("n = 16777217", 1); // as a float 16777216
        Consumer text = queue.open("n = '16777217'", 1);
        queue.work();

        queue.put(Letter.to(null).with("n", 16_777_216f).labelled("rounded"));
        queue.work();

        assertThat(client(odd).labels()).containsExactly("rounded");
        assertThat(client(text).labels()).isEmpty();
    }

    @Test
    void findsSelectorsByTheConditionThatFewestShare() {
        for (int i = 0; i < 100; i++) {
            queue.open("kind = 'reply' AND JMSCorrelationID = 'x" + i + "'", 1);
        }

        for (int i = 0; i < 100; i++) {
            queue.put(Letter.to("x" + i).with("kind", "reply"));
        }
        queue.work();

        assertThat(queue.evaluations()).as("the first one is found by its kind").isLessThan(202);
    }

    @Test
    void givesANewcomerItsMessagesInOrderWhileOthersSearchFurtherOn() {
        queue.put(Letter.to("b").labelled("first"));
        fill(BACKLOG);
        queue.put(Letter.to("b").labelled("second"));
        queue.put(Letter.to("b").labelled("urgent").withPriority(9));
        queue.open("JMSCorrelationID = 'a'", 1);
        queue.slices(10);

        Consumer newcomer = queue.open("JMSCorrelationID = 'b'", 10);
        queue.work();

        assertThat(client(newcomer).labels()).containsExactly("urgent", "first", "second");
    }

    @Test
    void doesNotLetNewcomersHoldUpASearch() {
        fill(BACKLOG);
        queue.put(Letter.to("a").labelled("for a"));
        Consumer early = queue.open("JMSCorrelationID = 'a'", 1);

        int newcomers = 0;
        while (client(early).labels().isEmpty()) {
            queue.open("JMSCorrelationID = 'x" + newcomers++ + "'", 1);
            queue.slices(1);
            assertThat(newcomers).isLessThan(BACKLOG);
        }

        assertThat(client(early).labels()).containsExactly("for a");
    }

    @Test
    void answersADrainOnlyWhenEverythingWasLookedAt() {
        fill(BACKLOG);
        Consumer consumer = queue.open("JMSCorrelationID = 'a'", 0);
        queue.open("JMSCorrelationID = 'b'", 1);
        queue.slices(10);
        queue.grant(consumer, 1, true);
        queue.slices(1);

        assertThat(client(consumer).drainedCount()).isZero();

        queue.work();
        assertThat(client(consumer).drainedCount()).isEqualTo(1);
    }

    @Test
    void keepsInOrderForAConsumerWhatWasFoundWhileItTookNothing() {
        Consumer slow = queue.open("color = 'red'", 0);
        queue.open("color = 'blue'", 1_000);
        List<String> red = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            queue.put(Letter.to(null).with("color", i % 3 == 0 ? "red" : "blue").labelled("" + i));
            if (i % 3 == 0) {
                red.add("" + i);
            }
            if (i % 7 == 0) {
                queue.work();
            }
        }
        queue.put(Letter.to(null).with("color", "red").labelled("urgent").withPriority(8));
        red.add(0, "urgent");

        for (int i = 0; i < 101; i++) {
            queue.grant(slow, 1, false);
            queue.work();
        }

        assertThat(client(slow).labels()).isEqualTo(red);
    }

    @Test
    void remembersABoundedNumberOfMessagesHoweverManyConsumersTakeNothing() {
        int messages = SoleQueue.REMEMBERED;
        List<Consumer> slow = IntStream.range(0, 200)
                .mapToObj(i -> queue.open("JMSCorrelationID = 'x" + i + "'", 0))
                .toList();
        queue.open("JMSCorrelationID = 'nobody'", 1);
        for (int i = 0; i < 200 * messages; i++) {
            queue.put(Letter.to("x" + i % 200).labelled("" + i / 200));
            if (i % 50 == 0) {
                queue.work();
            }
        }
        queue.work();
        int remembered = queue.remembered();

        slow.forEach(consumer -> queue.grant(consumer, messages, false));
        queue.work();

        assertThat(remembered).isBetween(SoleQueue.TOGETHER, SoleQueue.TOGETHER + 200 * SoleQueue.FEW);
        List<String> labels =
                IntStream.range(0, messages).mapToObj(String::valueOf).toList();
        assertThat(slow).allSatisfy(each -> assertThat(client(each).labels()).isEqualTo(labels));
        assertThat(queue.remembered()).isZero();
    }

    @Test
    void goesOnWhereAnIdleSelectorStopped() {
        fill(BACKLOG);
        queue.close(queue.open("JMSCorrelationID = 'a'", 1));
        queue.work();
        Consumer first = queue.open("JMSCorrelationID = 'a'", 1);
        queue.work();
        queue.close(first);
        long before = queue.reads();
        queue.put(Letter.to("a").labelled("for a"));

        Consumer second = queue.open("JMSCorrelationID = 'a'", 1);
        queue.work();

        assertThat(client(second).labels()).containsExactly("for a");
        assertThat(queue.reads()).isEqualTo(before + 1);
    }

    @Test
    void sharesMessagesBetweenConsumersWithAndWithoutSelector() {
        Consumer all = queue.open(null, 1_000);
        Consumer some = queue.open("color = 'red'", 1_000);

        for (int i = 0; i < 200; i++) {
            queue.put(Letter.to(null).with("color", "red"));
            queue.work();
        }

        assertThat(client(all).labels()).hasSizeBetween(50, 150);
        assertThat(client(some).labels()).hasSizeBetween(50, 150);
    }

    private void fill(int messages) {
        IntStream.range(0, messages).forEach(i -> queue.put(Letter.to("nobody")));
    }

    private List<Consumer> openEach(int consumers) {
        return IntStream.range(0, consumers)
                .mapToObj(i -> queue.open("JMSCorrelationID = 'x" + i + "'", 1))
                .toList();
    }
}
