package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BranchTest {
    private static final Xid XID = xid(1);

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);

    @Test
    void showsNothingBeforeTheCommit() {
        workAndPrepare();
        assertThat(texts(OTHER)).isEmpty();
        assertThat(texts(QUEUE)).isEmpty();

        commit(session);

        assertThat(texts(OTHER)).containsExactly("out");
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(broker.state().branches().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void keepsAPreparedBranchOverACrash(UnforcedContent kept) {
        workAndPrepare();

        broker.crash(kept);
        ScriptedSession later = broker.client().session(AcknowledgeMode.TRANSACTED);

        assertThat(later.recover()).containsExactly(XID);
        assertThat(texts(QUEUE)).isEmpty();
        assertThat(texts(OTHER)).isEmpty();
        commit(later);
        assertThat(texts(OTHER)).containsExactly("out");
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(later.recover()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void rollsAPreparedBranchBackAfterACrash(UnforcedContent kept) {
        workAndPrepare();
        broker.crash(kept);
        ScriptedSession later = broker.client().session(AcknowledgeMode.TRANSACTED);

        assertDone(later, later.decide(XID, BranchVerb.ROLLBACK));
        broker.crash(kept);

        Deliver again =
                broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1).receive();
        assertThat(TestMessage.text(again)).isEqualTo("in");
        assertThat(again.deliveryCount()).isEqualTo(2);
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void keepsACommitOverACrash(UnforcedContent kept) {
        workAndPrepare();
        commit(session);

        broker.crash(kept);

        assertThat(broker.state().branches().all()).isEmpty();
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(texts(OTHER)).containsExactly("out");
    }

    @Test
    void answersARepeatedCommitFromMemory() {
        workAndPrepare();
        client.deaf(true);
        long commit = session.decide(XID, BranchVerb.COMMIT);
        broker.crash(UnforcedContent.NONE);

        client.deaf(false);
        client.reconnect();

        assertDone(session, commit);
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT), ErrorCode.XA_UNKNOWN);
    }

    @Test
    void answersARepeatedPrepareFromMemory() {
        work();
        client.deaf(true);
        long prepare = session.decide(XID, BranchVerb.PREPARE);
        broker.crash(UnforcedContent.NONE);

        client.deaf(false);
        client.reconnect();

        assertDone(session, prepare);
        assertThat(session.recover()).containsExactly(XID);
        commit(session);
    }

    @Test
    void losesAnUnpreparedBranchWithTheBroker() {
        work();

        broker.crash(UnforcedContent.ALL);
        client.reconnect();

        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_UNKNOWN);
        assertThat(texts(QUEUE)).containsExactly("in");
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void saysThatWorkWasLostWithTheBroker() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        session.start(XID, BranchEntry.NEW, 0);
        consumer.receive();
        session.send(OTHER, "out");
        broker.crash(UnforcedContent.ALL);
        client.reconnect();

        long end = session.end(XID, BranchExit.SUCCESS);

        assertRefused(session, end, ErrorCode.XA_ROLLED_BACK);
        assertThat(texts(QUEUE)).containsExactly("in");
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void outlivesTheSessionThatWorkedForIt() {
        work();
        session.close();
        ScriptedSession other = broker.client().session(AcknowledgeMode.TRANSACTED);

        assertDone(other, other.decide(XID, BranchVerb.PREPARE));
        commit(other);

        assertThat(texts(OTHER)).containsExactly("out");
    }

    @Test
    void rollsBackWhenTheSessionIsLostAmidItsWork() {
        session.start(XID, BranchEntry.NEW, 0);
        session.send(OTHER, "out");
        client.loseLink();
        broker.pass(Duration.ofSeconds(11));
        ScriptedSession other = broker.client().session(AcknowledgeMode.TRANSACTED);

        assertRefused(other, other.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_ROLLED_BACK);
        assertRefused(other, other.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_UNKNOWN);
    }

    @Test
    void rollsBackAfterItsTimeout() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        session.start(XID, BranchEntry.NEW, 5);
        consumer.receive();
        session.end(XID, BranchExit.SUCCESS);

        broker.pass(Duration.ofSeconds(4));
        assertThat(texts(QUEUE)).isEmpty();
        broker.pass(Duration.ofSeconds(2));

        assertThat(texts(QUEUE)).containsExactly("in");
        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_TIMED_OUT);
    }

    @Test
    void hasNoTimeoutOncePrepared() {
        workAndPrepare();

        broker.pass(Duration.ofDays(3));
        broker.pass(Duration.ofDays(3));

        commit(session);
        assertThat(texts(OTHER)).containsExactly("out");
    }

    @Test
    void endsLateWorkWithTheReason() {
        session.start(XID, BranchEntry.NEW, 5);
        session.send(OTHER, "out");
        broker.pass(Duration.ofSeconds(6));

        assertRefused(session, session.end(XID, BranchExit.SUCCESS), ErrorCode.XA_TIMED_OUT);
        assertDone(session, session.decide(XID, BranchVerb.ROLLBACK));
        assertRefused(session, session.decide(XID, BranchVerb.ROLLBACK), ErrorCode.XA_UNKNOWN);
    }

    @Test
    void commitsInOnePhase() {
        work();

        assertDone(session, session.decide(XID, BranchVerb.COMMIT_ONE_PHASE));
        broker.crash(UnforcedContent.NONE);

        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(texts(OTHER)).containsExactly("out");
    }

    @Test
    void answersThatNothingWasChanged() {
        session.start(XID, BranchEntry.NEW, 0);
        session.end(XID, BranchExit.SUCCESS);

        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_READ_ONLY);
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT), ErrorCode.XA_UNKNOWN);
    }

    @Test
    void suspendsAndResumes() {
        session.start(XID, BranchEntry.NEW, 0);
        session.send(OTHER, "a");
        session.end(XID, BranchExit.SUSPEND);
        session.start(xid(2), BranchEntry.NEW, 0);
        session.send(OTHER, "x");
        session.end(xid(2), BranchExit.SUCCESS);
        session.start(XID, BranchEntry.RESUME, 0);
        session.send(OTHER, "b");
        session.end(XID, BranchExit.SUCCESS);

        assertDone(session, session.decide(XID, BranchVerb.COMMIT_ONE_PHASE));
        assertDone(session, session.decide(xid(2), BranchVerb.ROLLBACK));

        assertThat(texts(OTHER)).containsExactly("a", "b");
    }

    @Test
    void joinsTheWorkOfSeveralSessions() {
        ScriptedSession other = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.start(XID, BranchEntry.NEW, 0);
        assertDone(other, other.start(XID, BranchEntry.JOIN, 0));
        other.send(OTHER, "b");
        session.send(OTHER, "a");
        session.end(XID, BranchExit.SUCCESS);
        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_PROTOCOL);
        other.end(XID, BranchExit.SUCCESS);

        assertDone(session, session.decide(XID, BranchVerb.PREPARE));
        commit(session);

        assertThat(texts(OTHER)).containsExactly("a", "b");
    }

    @Test
    void keepsToTheOrderOfCalls() {
        assertRefused(session, session.start(XID, BranchEntry.JOIN, 0), ErrorCode.XA_UNKNOWN);
        assertRefused(session, session.decide(XID, BranchVerb.ROLLBACK), ErrorCode.XA_UNKNOWN);
        session.start(XID, BranchEntry.NEW, 0);
        assertRefused(session, session.start(xid(2), BranchEntry.NEW, 0), ErrorCode.XA_PROTOCOL);
        ScriptedSession other = broker.client().session(AcknowledgeMode.TRANSACTED);
        assertRefused(other, other.start(XID, BranchEntry.NEW, 0), ErrorCode.XA_DUPLICATE);
        assertRefused(other, other.start(XID, BranchEntry.RESUME, 0), ErrorCode.XA_PROTOCOL);
        session.send(OTHER, "a");
        session.end(XID, BranchExit.SUSPEND);
        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_PROTOCOL);
        session.end(XID, BranchExit.SUCCESS);
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT), ErrorCode.XA_PROTOCOL);
        session.decide(XID, BranchVerb.PREPARE);
        assertRefused(session, session.start(XID, BranchEntry.NEW, 0), ErrorCode.XA_DUPLICATE);
        assertRefused(session, session.start(XID, BranchEntry.JOIN, 0), ErrorCode.XA_PROTOCOL);
        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_PROTOCOL);
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT_ONE_PHASE), ErrorCode.XA_PROTOCOL);
        assertRefused(session, session.decide(XID, BranchVerb.FORGET), ErrorCode.XA_PROTOCOL);
        commit(session);
    }

    @Test
    void rollsAFailedBranchBackAtOnce() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        session.start(XID, BranchEntry.NEW, 0);
        consumer.receive();

        assertDone(session, session.end(XID, BranchExit.FAIL));

        assertThat(texts(QUEUE)).containsExactly("in");
        assertRefused(session, session.decide(XID, BranchVerb.PREPARE), ErrorCode.XA_ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void tellsTheManagerOfADecisionOfSomebodyElse(UnforcedContent kept) {
        workAndPrepare();
        assertThat(broker.decideHeuristically(XID, true)).isTrue();
        assertThat(broker.decideHeuristically(XID, false)).isFalse();
        broker.crash(kept);
        client.reconnect();

        assertThat(texts(OTHER)).containsExactly("out");
        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(session.recover()).containsExactly(XID);
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT), ErrorCode.XA_HEURISTIC_COMMIT);
        assertRefused(session, session.decide(XID, BranchVerb.ROLLBACK), ErrorCode.XA_HEURISTIC_COMMIT);
        assertDone(session, session.decide(XID, BranchVerb.FORGET));
        assertThat(session.recover()).isEmpty();
    }

    @Test
    void rollsBackHeuristically() {
        workAndPrepare();

        broker.decideHeuristically(XID, false);

        assertThat(texts(QUEUE)).containsExactly("in");
        assertThat(texts(OTHER)).isEmpty();
        assertRefused(session, session.decide(XID, BranchVerb.COMMIT), ErrorCode.XA_HEURISTIC_ROLLBACK);
    }

    @Test
    void countsDeliveriesExactlyOverACleanStop() {
        workAndPrepare();
        broker.restart();
        client.reconnect();

        session.decide(XID, BranchVerb.ROLLBACK);

        Deliver again =
                broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1).receive();
        assertThat(again.deliveryCount()).isEqualTo(2);
    }

    private void workAndPrepare() {
        work();
        assertDone(session, session.decide(XID, BranchVerb.PREPARE));
    }

    private void work() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "in");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        assertDone(session, session.start(XID, BranchEntry.NEW, 0));
        consumer.receive();
        session.send(OTHER, "out");
        assertDone(session, session.end(XID, BranchExit.SUCCESS));
        consumer.close();
    }

    private static void commit(ScriptedSession by) {
        assertDone(by, by.decide(XID, BranchVerb.COMMIT));
    }

    private List<String> texts(Destination queue) {
        ScriptedSession reader = broker.client().session(AcknowledgeMode.TRANSACTED);
        List<String> texts = reader.consumer(queue, 100).receiveTexts();
        reader.close();
        return texts;
    }

    private static void assertDone(ScriptedSession by, long sequence) {
        assertThat(by.refusal(sequence)).isNull();
        assertThat(by.confirmed(sequence)).isTrue();
    }

    private static Xid xid(int number) {
        return new Xid(7, new byte[] {1, 2, 3}, new byte[] {(byte) number});
    }
}
