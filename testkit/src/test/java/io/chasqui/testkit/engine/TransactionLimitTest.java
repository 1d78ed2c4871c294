package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.LimitedQueues.STRICT;
import static io.chasqui.testkit.engine.LimitedQueues.consumeOne;
import static io.chasqui.testkit.engine.LimitedQueues.fill;
import static io.chasqui.testkit.engine.LimitedQueues.refusalOf;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that send to queues which take three messages; {@code orders} lets senders wait, {@code strict} does not. */
class TransactionLimitTest {
    private static final Xid XID = new Xid(1, new byte[] {1}, new byte[] {2});

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture().policies(LimitedQueues.policies());

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);

    @Test
    void asksForRoomWhenATransactionSendsAndNotWhenItCommits() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "t1");
        transacted.send(QUEUE, "t2");

        long one = session.send(QUEUE, "a");
        long two = session.send(QUEUE, "b");
        boolean waits = session.unanswered().contains(two);
        long committed = transacted.commit();

        assertThat(session.confirmed(one)).isTrue();
        assertThat(waits).as("room is taken by what is staged").isTrue();
        assertThat(transacted.confirmed(committed)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
        broker.pass(Duration.ofSeconds(30));
        assertRefused(session, two, ErrorCode.RESOURCE);
    }

    @Test
    void givesTheRoomOfARollbackBack() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        for (int i = 0; i < 3; i++) {
            transacted.send(QUEUE, "t" + i);
        }
        long waiting = session.send(QUEUE, "a");
        boolean before = session.unanswered().contains(waiting);

        transacted.rollback();

        assertThat(before).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @Test
    void refusesATransactionThatAloneIsTooLarge() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        for (int i = 0; i < 3; i++) {
            transacted.send(QUEUE, "t" + i);
        }

        long tooMuch = transacted.send(QUEUE, "t4");
        long commit = transacted.commit();

        assertRefused(transacted, tooMuch, ErrorCode.RESOURCE);
        assertRefused(transacted, commit, ErrorCode.TRANSACTION_ROLLED_BACK);
        assertThat(refusalOf(transacted, commit)).contains("queue orders is full", "can never be");
    }

    @Test
    void commitsBehindASendThatWaits() {
        fill(session, QUEUE);
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "t1");
        long commit = transacted.commit();
        boolean before = transacted.unanswered().contains(commit);

        consumeOne(client, QUEUE);

        assertThat(before).isTrue();
        assertThat(transacted.confirmed(commit)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void rollsBackWithoutWaiting() {
        fill(session, QUEUE);
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "t1");

        long rollback = transacted.rollback();

        assertThat(transacted.confirmed(rollback)).isTrue();
        assertThat(transacted.unanswered()).isEmpty();
    }

    @Test
    void asksForRoomWhenABranchSends() {
        fill(session, QUEUE);
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(XID, BranchEntry.NEW, 0);
        long waiting = worker.send(QUEUE, "x");
        long end = worker.end(XID, BranchExit.SUCCESS);
        boolean before = worker.unanswered().contains(waiting);

        consumeOne(client, QUEUE);
        long prepare = worker.decide(XID, BranchVerb.PREPARE);
        session.send(STRICT, "s");
        long commit = worker.decide(XID, BranchVerb.COMMIT);

        assertThat(before).isTrue();
        assertThat(worker.confirmed(end)).isTrue();
        assertThat(worker.confirmed(prepare)).isTrue();
        assertThat(worker.confirmed(commit)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void refusesABranchThatAloneIsTooLargeWhicheverSessionsWorkForIt() {
        ScriptedSession first = client.session(AcknowledgeMode.TRANSACTED);
        first.start(XID, BranchEntry.NEW, 0);
        first.send(QUEUE, "a");
        first.send(QUEUE, "b");
        first.end(XID, BranchExit.SUCCESS);
        ScriptedSession second = client.session(AcknowledgeMode.TRANSACTED);
        second.start(XID, BranchEntry.JOIN, 0);
        second.send(QUEUE, "c");
        ScriptedSession third = client.session(AcknowledgeMode.TRANSACTED);
        third.start(XID, BranchEntry.JOIN, 0);

        long tooMuch = third.send(QUEUE, "d");
        long end = third.end(XID, BranchExit.SUCCESS);

        assertRefused(third, tooMuch, ErrorCode.RESOURCE);
        assertThat(refusalOf(third, tooMuch)).contains("can never be");
        assertRefused(third, end, ErrorCode.XA_ROLLED_BACK);
        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void saysWhyABranchCannotEnd() {
        fill(session, STRICT);
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(XID, BranchEntry.NEW, 0);
        worker.send(STRICT, "x");

        long end = worker.end(XID, BranchExit.SUCCESS);

        assertRefused(worker, end, ErrorCode.XA_ROLLED_BACK);
        assertThat(refusalOf(worker, end)).contains("queue strict is full");
    }

    @Test
    void keepsTheRoomOfAPreparedBranchUntilItsCommit() {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        prepareThree(worker, QUEUE);
        long waiting = session.send(QUEUE, "a");
        boolean whilePrepared = session.unanswered().contains(waiting);

        worker.decide(XID, BranchVerb.COMMIT);
        boolean whileFull = session.unanswered().contains(waiting);
        consumeOne(client, QUEUE);

        assertThat(whilePrepared).as("what is prepared takes room").isTrue();
        assertThat(whileFull).as("what is committed takes it on").isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void givesTheRoomOfAPreparedBranchBackWhenItRollsBack() {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        prepareThree(worker, QUEUE);
        long waiting = session.send(QUEUE, "a");
        boolean before = session.unanswered().contains(waiting);

        worker.decide(XID, BranchVerb.ROLLBACK);

        assertThat(before).isTrue();
        assertThat(session.confirmed(waiting)).isTrue();
        fill(session, STRICT);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void keepsTheRoomOfAPreparedBranchOverACrash(UnforcedContent kept) {
        prepareThree(client.session(AcknowledgeMode.TRANSACTED), STRICT);

        broker.crash(kept);
        ScriptedSession later = broker.client().session(AcknowledgeMode.TRANSACTED);
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
        long refused = sender.send(STRICT, "a");
        later.decide(XID, BranchVerb.ROLLBACK);

        assertRefused(sender, refused, ErrorCode.RESOURCE);
        assertThat(refusalOf(sender, refused)).contains("queue strict is full");
        fill(sender, STRICT);
        assertRefused(sender, sender.send(STRICT, "d"), ErrorCode.RESOURCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsWhatAnAdministratorDecidesNoLongerThanItIsThere(boolean commit) {
        prepareThree(client.session(AcknowledgeMode.TRANSACTED), STRICT);

        broker.decideHeuristically(XID, commit);
        if (commit) {
            for (int i = 0; i < 3; i++) {
                consumeOne(client, STRICT);
            }
        }

        fill(session, STRICT);
        assertRefused(session, session.send(STRICT, "d"), ErrorCode.RESOURCE);
    }

    private static void prepareThree(ScriptedSession worker, Destination destination) {
        worker.start(XID, BranchEntry.NEW, 0);
        worker.send(destination, "p1");
        worker.send(destination, "p2");
        worker.send(destination, "p3");
        worker.end(XID, BranchExit.SUCCESS);
        assertThat(worker.confirmed(worker.decide(XID, BranchVerb.PREPARE))).isTrue();
    }
}
