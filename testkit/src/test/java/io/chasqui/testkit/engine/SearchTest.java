package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many selectors on one queue, behind a backlog that does not fit into memory. */
class SearchTest {
    private static final int BACKLOG = 2_000;
    private static final int SEARCHERS = 50;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture(16 << 20, 64 << 10);

    private final ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
    private final ScriptedSession receiver = broker.client().session(AcknowledgeMode.TRANSACTED);

    @Test
    void findsEachOneItsMessageBehindAColdBacklog() {
        fill();
        IntStream.range(0, SEARCHERS).forEach(i -> send("x" + i, "" + i));
        broker.crash(UnforcedContent.ALL);
        ScriptedSession again = broker.client().session(AcknowledgeMode.AUTO);

        List<ScriptedConsumer> consumers = IntStream.range(0, SEARCHERS)
                .mapToObj(i -> again.selecting(QUEUE, "key = 'x" + i + "'", 1))
                .toList();

        IntStream.range(0, SEARCHERS)
                .forEach(i -> assertThat(consumers.get(i).receiveTexts()).containsExactly("" + i));
    }

    @Test
    void saysThatThereIsNothingOnlyAfterTheWholeBacklog() {
        fill();
        send("a", "for a");
        ScriptedConsumer some = receiver.selecting(QUEUE, "key = 'a'", 0);
        ScriptedConsumer none = receiver.selecting(QUEUE, "key = 'b'", 0);

        receiver.client().together(() -> {
            some.drain(1);
            none.drain(1);
        });

        assertThat(some.receiveTexts()).containsExactly("for a");
        assertThat(some.drained()).isEqualTo(1);
        assertThat(none.drained()).isEqualTo(1);
    }

    @Test
    void offersAgainWhatARollbackReturns() {
        fill();
        send("a", "1");
        send("a", "2");
        ScriptedConsumer first = receiver.selecting(QUEUE, "key = 'a'", 2);
        assertThat(first.receiveTexts()).containsExactly("1", "2");
        ScriptedSession other = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedConsumer waiting = other.selecting(QUEUE, "key = 'a' AND JMSXDeliveryCount = 2", 5);
        other.selecting(QUEUE, "key = 'b'", 5);

        receiver.rollback();

        assertThat(waiting.receiveTexts()).containsExactly("1", "2");
    }

    @Test
    void findsWhatNoEqualityOfStringsSays() {
        Map<String, List<String>> wanted = Map.of(
                "n = 1", List.of("int", "double"),
                "n = '1'", List.of("text"),
                "n IN ('1', '2')", List.of("text"),
                "NOT (n = '1')", List.of("int", "double"),
                "n = '1' OR n IS NULL", List.of("text", "nothing"));

        wanted.forEach((selector, texts) -> {
            Destination queue = Destination.queue("for " + selector.length());
            sender.send(queue, TestMessage.persistent("int").with("n", 1));
            sender.send(queue, TestMessage.persistent("double").with("n", 1.0));
            sender.send(queue, TestMessage.persistent("text").with("n", "1"));
            sender.send(queue, TestMessage.persistent("nothing"));
            receiver.selecting(queue, "n = 'other'", 1);

            assertThat(receiver.selecting(queue, selector, 10).receiveTexts())
                    .as(selector)
                    .isEqualTo(texts);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void findsWhatSessionsThatCloseGiveBackOnceItsTimeHasCome(long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> wanted = Map.of(
                "n = 1", List.of("int", "double"),
                "n = '1'", List.of("text"),
                "n IN ('1', '2')", List.of("text"),
                "NOT (n = '1')", List.of("int", "double"),
                "n = '1' OR n IS NULL", List.of("text", "nothing"));
        sender.send(QUEUE, TestMessage.persistent("int").with("n", 1));
        sender.send(QUEUE, TestMessage.persistent("double").with("n", 1.0));
        sender.send(QUEUE, TestMessage.persistent("text").with("n", "1"));
        sender.send(QUEUE, TestMessage.persistent("nothing"));
        List<String> selectors = new ArrayList<>(new TreeSet<>(wanted.keySet()));
        Collections.shuffle(selectors, random);

        for (String selector : selectors) {
            ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
            session.selecting(QUEUE, random.nextBoolean() ? "n = 'other'" : selector, 0);

            assertThat(session.selecting(QUEUE, selector, 10).receiveTexts())
                    .as(selector)
                    .isEqualTo(wanted.get(selector));

            session.close();
            broker.pass(Duration.ofSeconds(1)); // from the second time on a message comes back a little later
        }
    }

    @Test
    void showsABrowserTheBacklogWhileOthersSearch() {
        fill();
        send("a", "for a");
        ScriptedSession browsing = broker.client().session(AcknowledgeMode.AUTO);
        receiver.selecting(QUEUE, "key = 'b'", 1);

        ScriptedConsumer browser =
                browsing.open(ConsumerKind.BROWSER, QUEUE, ScriptedConsumer.Filter.selecting("key = 'a'"), 1);

        assertThat(browser.receiveTexts()).containsExactly("for a");
    }

    @Test
    void givesAGroupToOneOfTheSearchers() {
        for (int i = 0; i < 4; i++) {
            sender.send(
                    QUEUE,
                    TestMessage.persistent("" + i).with("JMSXGroupID", "g").with("key", "a"));
        }
        ScriptedConsumer one = receiver.selecting(QUEUE, "key = 'a'", 1);
        ScriptedConsumer other = receiver.selecting(QUEUE, "key IN ('a', 'b')", 10);

        assertThat(one.receiveTexts()).containsExactly("0");
        assertThat(other.receiveTexts()).isEmpty();
        one.credit(10);
        assertThat(one.receiveTexts()).containsExactly("1", "2", "3");
    }

    @Test
    void keepsWhatWaitsForTheConsumerOfItsGroupWhenOthersPassIt() {
        for (int i = 0; i < 2; i++) {
            sender.send(
                    QUEUE,
                    TestMessage.persistent("" + i).with("JMSXGroupID", "g").with("key", "a"));
        }
        ScriptedConsumer one = receiver.selecting(QUEUE, "key = 'a'", 1);
        ScriptedConsumer same = receiver.selecting(QUEUE, "key = 'a'", 10);
        ScriptedConsumer other = receiver.selecting(QUEUE, "key = 'b'", 10);

        one.credit(10);

        assertThat(one.receiveTexts()).containsExactly("0", "1");
        assertThat(same.receiveTexts()).isEmpty();
        assertThat(other.receiveTexts()).isEmpty();
    }

    private void fill() {
        String padding = "x".repeat(100);
        IntStream.range(0, BACKLOG).forEach(i -> send("nobody", padding));
    }

    private void send(String key, String text) {
        sender.send(QUEUE, TestMessage.persistent(text).with("key", key));
    }
}
