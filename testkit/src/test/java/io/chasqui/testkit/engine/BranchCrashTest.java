package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a branch with a crash between any two of its steps. */
class BranchCrashTest {
    private static final Xid XID = new Xid(1, new byte[] {1}, new byte[] {2});
    private static final int STEPS = 6;
    private static final int PREPARED_AFTER = 4;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);

    static Stream<Arguments> crashes() {
        return IntStream.range(0, STEPS)
                .boxed()
                .flatMap(step -> Arrays.stream(UnforcedContent.values())
                        .flatMap(kept -> Stream.of(BranchVerb.COMMIT, BranchVerb.ROLLBACK)
                                .flatMap(verb ->
                                        Stream.of(true, false).map(heard -> Arguments.of(step, kept, verb, heard)))));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void isWholeOrNothing(int crashAfter, UnforcedContent kept, BranchVerb verb, boolean heard) {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        long[] commands = new long[STEPS];
        List<Runnable> steps = List.of(
                () -> commands[0] = session.start(XID, BranchEntry.NEW, 0),
                () -> {
                    consumer.credit(1);
                    consumer.receive();
                },
                () -> session.send(OTHER, "out"),
                () -> commands[3] = session.end(XID, BranchExit.SUCCESS),
                () -> commands[4] = session.decide(XID, BranchVerb.PREPARE),
                () -> commands[5] = session.decide(XID, verb));

        for (int step = 0; step < STEPS; step++) {
            boolean dies = step == crashAfter;
            client.deaf(dies && !heard && step != 1);
            steps.get(step).run();
            if (dies) {
                broker.crash(kept);
                client.deaf(false);
                client.reconnect();
            }
        }

        boolean begunAgain = crashAfter == 0 && !heard; // the start was sent once more
        boolean lives = begunAgain || crashAfter >= PREPARED_AFTER;
        boolean committed = verb == BranchVerb.COMMIT && lives;
        assertThat(session.confirmed(commands[5])).isEqualTo(lives);
        session.close();
        assertThat(texts(OTHER)).isEqualTo(committed ? List.of("out") : List.of());
        assertThat(texts(QUEUE)).isEqualTo(committed ? List.of() : List.of("in"));
        assertThat(broker.state().branches().all()).isEmpty();
    }

    private List<String> texts(Destination queue) {
        ScriptedSession reader = broker.client().session(AcknowledgeMode.TRANSACTED);
        List<String> texts = reader.consumer(queue, 100).receiveTexts();
        reader.close();
        return texts;
    }
}
