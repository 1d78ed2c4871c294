package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk breaks at the n-th call; whatever the client was told holds after the restart, and nothing is done twice. */
class JournalFailureTest {
    private static final int CALLS = 24;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    static Stream<Arguments> breaks() {
        return IntStream.range(0, CALLS)
                .boxed()
                .flatMap(calls -> Stream.of(UnforcedContent.values()).map(kept -> Arguments.of(calls, kept)));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void keepsItsWordWhenTheDiskBreaks(int calls, UnforcedContent kept) {
        ScriptedClient client = broker.client();
        ScriptedSession auto = client.session(AcknowledgeMode.AUTO);
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = transacted.consumer(QUEUE, 0);
        broker.expectFailure();
        broker.store().failAfter(calls);

        List<Long> sends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sends.add(auto.send(QUEUE, "a" + i));
        }
        consumer.credit(2);
        boolean received = consumer.buffered() == 2;
        consumer.receiveAll();
        transacted.send(OTHER, "out");
        long commit = transacted.commit();
        boolean confirmedBefore = transacted.confirmed(commit);
        int confirmedSends = (int) sends.stream().filter(auto::confirmed).count();

        broker.crash(kept);
        if (confirmedBefore) {
            assertThat(broker.queue(OTHER).size()).isEqualTo(1);
        }
        assertThat(present()).isGreaterThanOrEqualTo(confirmedSends - (received ? 2 : 0));
        client.reconnect();

        assertThat(auto.unanswered()).isEmpty();
        assertThat(transacted.unanswered()).isEmpty();
        boolean committed = transacted.confirmed(commit);
        assertThat(committed || !confirmedBefore).isTrue();
        assertThat(present()).isEqualTo(committed && received ? 2 : 4);
        assertThat(broker.state().queue(OTHER) == null ? 0 : broker.queue(OTHER).size())
                .isEqualTo(committed ? 1 : 0);
    }

    @Test
    void saysNothingAfterTheFailure() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        broker.expectFailure();
        broker.store().failAfter(0);
        session.send(QUEUE, "b");
        client.forgetFrames();

        broker.tick();
        client.send(new LinkFrame.Ping(1));

        assertThat(client.frames()).isEmpty();
        assertThat(client.linked()).isFalse();
    }

    private int present() {
        return broker.state().queue(QUEUE) == null ? 0 : broker.queue(QUEUE).size();
    }
}
