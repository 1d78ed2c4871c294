package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryTest {
    private static final int LARGE = 3 << 20;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void survivesCrashesAtEveryPointOfTheStart(UnforcedContent kept) {
        List<String> expected = fill();

        int calls = 0;
        while (broker.crashInRecovery(kept, calls)) {
            calls++;
            assertThat(calls).isLessThan(100);
        }

        assertThat(calls).isGreaterThan(3);
        assertThat(texts()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void survivesCrashesBehindTheStart(UnforcedContent kept) {
        List<String> expected = fill();

        for (int i = 0; i < 5; i++) {
            broker.crash(kept);
        }

        assertThat(texts()).isEqualTo(expected);
    }

    @Test
    void writesATailAgainThatWasNeverForced() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "first");
        broker.expectFailure();
        broker.store().failAfter(1);
        long sequence = session.send(QUEUE, "second");
        assertThat(session.confirmed(sequence)).isFalse();

        broker.crash(UnforcedContent.ALL);
        client.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void movesStagedPayloadsOfTheTail() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String text = i + "x".repeat(i % 5 == 4 ? LARGE : 100);
            session.send(QUEUE, text);
            expected.add(text);
        }
        session.commit();

        broker.crash(UnforcedContent.ALL);
        broker.crash(UnforcedContent.NONE);

        assertThat(texts()).isEqualTo(expected);
    }

    @Test
    void keepsStagedPayloadsThatWereProvenBeforeTheTail() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "x".repeat(LARGE));
        session.send(QUEUE, "small");
        broker.tick();
        broker.tick();
        broker.tick();
        session.commit();

        broker.crash(UnforcedContent.ALL);
        broker.crash(UnforcedContent.NONE);

        assertThat(texts()).containsExactly("x".repeat(LARGE), "small");
    }

    @Test
    void cutsATornTailAtEveryByte() {
        ScriptedSession first = broker.client().session(AcknowledgeMode.AUTO);
        first.send(QUEUE, "kept");
        for (int kept = 0; kept < 400; kept += 7) {
            ScriptedClient client = broker.client();
            ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
            session.send(OTHER, "torn" + kept);
            session.send(OTHER, "torn too" + kept);
            broker.expectFailure();
            broker.store().failAfter(1);
            long commit = session.commit();
            boolean confirmed = session.confirmed(commit);

            broker.crashKeeping(kept);

            assertThat(confirmed).isFalse();
            int torn = broker.state().queue(OTHER) == null
                    ? 0
                    : broker.queue(OTHER).size();
            assertThat(torn % 2).as("half a transaction at %s bytes", kept).isZero();
            assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        }
    }

    @Test
    void deliversCountsThatWereReleasedInTheTail() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release();

        broker.crash(UnforcedContent.ALL);
        broker.crash(UnforcedContent.ALL);

        ScriptedConsumer again = broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 1);
        assertThat(again.receiveAll()).extracting(Deliver::deliveryCount).containsExactly(3);
    }

    @Test
    void numbersMessagesBeyondAllEarlierLives() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        session.send(QUEUE, TestMessage.volatileText("b"));

        broker.crash(UnforcedContent.NONE);
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "c");

        List<Deliver> all = broker.client()
                .session(AcknowledgeMode.CLIENT)
                .consumer(QUEUE, 5)
                .receiveAll();
        assertThat(all).extracting(TestMessage::text).containsExactly("a", "c");
        assertThat(all.get(1).name().sequence() - all.get(0).name().sequence()).isGreaterThan(1L << 39);
    }

    private List<String> fill() {
        ScriptedSession auto = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        List<String> expected = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> {
            auto.send(QUEUE, "auto" + i);
            expected.add("auto" + i);
        });
        IntStream.range(0, 10).forEach(i -> {
            String text = "t" + i + "x".repeat(i == 5 ? LARGE : 10);
            transacted.send(QUEUE, text);
            expected.add(text);
        });
        transacted.commit();
        transacted.send(QUEUE, "never committed");
        return expected;
    }

    private List<String> texts() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        return session.consumer(QUEUE, 1_000).receiveTexts();
    }
}
