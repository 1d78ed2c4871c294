package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes back flagged after a crash: everything that may have been delivered, and not much more. */
class HorizonTest {
    private static final int BACKLOG = 20_000;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void flagsWhatWasDeliveredBeforeACrash() {
        fill(100);
        session().consumer(QUEUE, 10);

        broker.crash(UnforcedContent.NONE);

        List<Deliver> all = session().consumer(QUEUE, 100).receiveAll();
        assertThat(all.subList(0, 10)).extracting(Deliver::deliveryCount).containsOnly(2);
    }

    @Test
    void doesNotFlagWhatNobodyWasNearTo() {
        fill(BACKLOG);
        session().consumer(QUEUE, 10);

        broker.crash(UnforcedContent.ALL);

        List<Deliver> all = session().consumer(QUEUE, BACKLOG).receiveAll();
        assertThat(all).hasSize(BACKLOG);
        assertThat(all.subList(0, 10)).extracting(Deliver::deliveryCount).containsOnly(2);
        assertThat(all.subList(8_192, BACKLOG))
                .extracting(Deliver::deliveryCount)
                .containsOnly(1);
    }

    @Test
    void doesNotFlagWhatComesAfterACrash() {
        fill(10);
        session().consumer(QUEUE, 5);
        broker.crash(UnforcedContent.ALL);

        fill(10);

        List<Deliver> all = session().consumer(QUEUE, 100).receiveAll();
        assertThat(all.subList(10, 20)).extracting(Deliver::deliveryCount).containsOnly(1);
    }

    @Test
    void flagsASingleMessageFarBeyondTheHorizon() {
        fill(BACKLOG);
        ScriptedSession session = session();
        session.send(QUEUE, TestMessage.persistent("red").with("color", "red"));
        ScriptedConsumer red = session().selecting(QUEUE, "color = 'red'", 5);
        assertThat(red.receive().deliveryCount()).isEqualTo(1);

        broker.crash(UnforcedContent.NONE);

        List<Deliver> all = session().consumer(QUEUE, BACKLOG + 1).receiveAll();
        assertThat(all.get(BACKLOG).deliveryCount()).isEqualTo(2);
        assertThat(all.subList(0, BACKLOG)).extracting(Deliver::deliveryCount).containsOnly(1);
    }

    @Test
    void deliversOnlyWhatTheJournalKnowsAsExposed() {
        fill(10);
        broker.expectFailure();
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 0);
        broker.store().failAfter(1);

        consumer.credit(5);

        assertThat(broker.failure()).isNotNull();
        assertThat(consumer.buffered()).isZero();
    }

    @Test
    void storesTheExactSetAtACleanStop() {
        fill(100);
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);
        IntStream.range(0, 3).forEach(i -> consumer.receive());
        session.acknowledge();

        broker.restart();

        List<Deliver> all = session().consumer(QUEUE, 100).receiveAll();
        assertThat(all).hasSize(97);
        assertThat(all.subList(0, 2)).extracting(Deliver::deliveryCount).containsOnly(2);
        assertThat(all.subList(2, 97)).extracting(Deliver::deliveryCount).containsOnly(1);
    }

    @Test
    void flagsNothingWhenACleanStopFindsNothingDelivered() {
        fill(50);
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);
        consumer.close();

        broker.restart();

        assertThat(session().consumer(QUEUE, 100).receiveAll())
                .extracting(Deliver::deliveryCount)
                .containsOnly(1);
    }

    @Test
    void staysFlaggedAcrossCleanStops() {
        fill(3);
        session().consumer(QUEUE, 1);

        broker.crash(UnforcedContent.NONE);
        broker.restart();
        broker.restart();

        assertThat(session().consumer(QUEUE, 1).receive().deliveryCount()).isEqualTo(2);
    }

    @Test
    void stopsCleanlyWithManyDeliveries() {
        fill(BACKLOG);
        session().consumer(QUEUE, BACKLOG);

        broker.restart();

        assertThat(session().consumer(QUEUE, BACKLOG).receiveAll())
                .hasSize(BACKLOG)
                .extracting(Deliver::deliveryCount)
                .containsOnly(2);
    }

    private ScriptedSession session() {
        return broker.client().session(AcknowledgeMode.CLIENT);
    }

    private void fill(int count) {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.TRANSACTED);
        sender.client().together(() -> {
            IntStream.range(0, count).forEach(i -> sender.send(QUEUE, "m" + i));
            sender.commit();
        });
    }
}
