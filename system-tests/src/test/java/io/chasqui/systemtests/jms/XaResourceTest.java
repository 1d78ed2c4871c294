package io.chasqui.systemtests.jms;

import static io.chasqui.systemtests.jms.XaClient.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.chasqui.broker.PreparedBranch;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of a session's XAResource with a transaction manager (JTA 2.0 §3.4, Jakarta Messaging 3.1 §11.3.5). */
@OverBothTransports
@Assertion({"JMS:SPEC:184", "JMS:SPEC:192"})
class XaResourceTest {
    private final Stage stage;
    private final Queue in;
    private final Queue out;
    private final Client plain;
    private final ChasquiXAConnectionFactory factory;
    private final XaClient client;
    private final XAResource resource;

    XaResourceTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.in = stage.queue();
        this.out = stage.queue();
        this.plain = stage.client();
        this.factory = new ChasquiXAConnectionFactory(stage.url());
        this.client = XaClient.open(factory);
        this.resource = client.resource();
    }

    @AfterEach
    void close() throws JMSException {
        client.close();
        plain.close();
    }

    @Test
    void showsTheWorkOfABranchAtTheCommit() throws JMSException, XAException {
        plain.send(in, "in");
        try (Inbox reader = plain.inbox(out)) {
            BranchName branch = work();
            client.prepare(branch);
            assertThat(reader.rest()).isEmpty();

            resource.commit(branch, false);

            assertThat(reader.text()).isEqualTo("out");
            assertNothingIn(in);
            assertFails(XAException.XAER_NOTA, () -> resource.commit(branch, false));
        }
    }

    @Test
    void commitsInOnePhase() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName branch = work();
        client.end(branch);

        resource.commit(branch, true);

        assertThat(text(out)).isEqualTo("out");
        assertNothingIn(in);
        assertThat(client.recovers(branch)).isFalse();
    }

    @Test
    void redeliversInOrderAfterARollback() throws JMSException, XAException {
        plain.send(in, "a", "b", "c", "d");
        try (Inbox inbox = client.inbox(in)) {
            BranchName branch = client.begin();
            assertThat(inbox.texts(2)).containsExactly("a", "b");
            client.end(branch);
            resource.rollback(branch);

            BranchName next = client.begin();
            List<Message> again = inbox.next(4);

            assertThat(Inbox.textsOf(again)).containsExactly("a", "b", "c", "d");
            assertThat(again.get(1).getJMSRedelivered()).isTrue();
            assertThat(again.get(1).getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
            assertThat(again.get(2).getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
            client.end(next);
            resource.commit(next, true);
        }
    }

    @Test
    void redeliversInOrderAfterTheRollbackOfAPreparedBranch() throws JMSException, XAException {
        plain.send(in, "a", "b", "c");
        try (Inbox inbox = client.inbox(in)) {
            BranchName branch = client.begin();
            assertThat(inbox.text()).isEqualTo("a");
            client.send(out, "never");
            client.prepare(branch);
            resource.rollback(branch);

            BranchName next = client.begin();
            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
            client.end(next);
            resource.commit(next, true);
            assertNothingIn(out);
        }
    }

    @Test
    void answersThatABranchHasChangedNothing() throws XAException {
        BranchName branch = client.begin();
        client.end(branch);

        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_RDONLY);

        assertFails(XAException.XAER_NOTA, () -> resource.rollback(branch));
    }

    @Test
    void worksForOneBranchWhileAnotherIsSuspended() throws JMSException, XAException {
        BranchName first = client.begin();
        client.send(out, "a");
        resource.end(first, XAResource.TMSUSPEND);
        BranchName second = client.begin();
        client.send(out, "x");
        client.end(second);
        resource.start(first, XAResource.TMRESUME);
        client.send(out, "b");
        resource.end(first, XAResource.TMSUSPEND);
        client.end(first);

        resource.rollback(second);
        resource.commit(first, true);

        assertTexts(out, "a", "b");
    }

    @Test
    void joinsTheWorkOfSeveralSessions() throws JMSException, XAException {
        plain.send(in, "in");
        try (XaClient other = XaClient.open(factory);
                Inbox inbox = other.inbox(in)) {
            assertThat(resource.isSameRM(other.resource())).isTrue();
            BranchName branch = client.begin();
            client.send(out, "a");
            client.end(branch);
            other.resource().start(branch, XAResource.TMJOIN);
            inbox.text();
            other.send(out, "b");
            assertFails(XAException.XAER_PROTO, () -> resource.prepare(branch));
            other.end(branch);
            assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);

            other.resource().commit(branch, false);

            assertTexts(out, "a", "b");
        }
        assertNothingIn(in);
    }

    @Test
    void completesABranchOnAConnectionThatHasNotWorkedForIt() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName branch;
        try (XaClient worker = XaClient.open(factory);
                Inbox inbox = worker.inbox(in)) {
            branch = worker.begin();
            inbox.text();
            worker.send(out, "out");
            worker.end(branch);
        }

        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        assertThat(client.recovers(branch)).isTrue();
        resource.commit(branch, false);

        assertThat(text(out)).isEqualTo("out");
        assertNothingIn(in);
    }

    @Test
    void rollsBackWhenTheSessionIsClosedAmidItsWork() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName branch;
        try (XaClient worker = XaClient.open(factory);
                Inbox inbox = worker.inbox(in)) {
            branch = worker.begin();
            inbox.text();
        }

        assertThat(text(in)).isEqualTo("in");
        assertFails(XAException.XA_RBROLLBACK, () -> resource.prepare(branch));
    }

    @Test
    void rollsBackAfterTheTimeout() throws JMSException, XAException {
        plain.send(in, "in");
        assertThat(resource.setTransactionTimeout(1)).isTrue();
        assertThat(resource.getTransactionTimeout()).isEqualTo(1);
        BranchName branch = work();
        client.end(branch);

        assertThat(text(in)).isEqualTo("in");

        assertFails(XAException.XA_RBTIMEOUT, () -> resource.prepare(branch));
        assertNothingIn(out);
        assertThat(resource.setTransactionTimeout(0)).isTrue();
        assertThat(resource.getTransactionTimeout()).isEqualTo(300);
        assertFails(XAException.XAER_INVAL, () -> resource.setTransactionTimeout(-1));
    }

    @Test
    void rollsAFailedBranchBack() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName branch = work();

        resource.end(branch, XAResource.TMFAIL);
        assertThat(text(in)).isEqualTo("in");

        assertFails(XAException.XA_RBROLLBACK, () -> resource.prepare(branch));
        assertNothingIn(out);
    }

    @Test
    void keepsToTheOrderOfCalls() throws XAException, JMSException {
        BranchName unknown = BranchName.fresh();
        assertFails(XAException.XAER_NOTA, () -> resource.start(unknown, XAResource.TMJOIN));
        assertFails(XAException.XAER_PROTO, () -> resource.start(unknown, XAResource.TMRESUME));
        assertFails(XAException.XAER_INVAL, () -> resource.start(unknown, XAResource.TMFAIL));
        assertFails(XAException.XAER_INVAL, () -> resource.start(BranchName.tooLong(), XAResource.TMNOFLAGS));
        assertFails(XAException.XAER_PROTO, () -> resource.end(unknown, XAResource.TMSUCCESS));
        assertFails(XAException.XAER_NOTA, () -> resource.prepare(unknown));
        assertFails(XAException.XAER_NOTA, () -> resource.commit(unknown, true));
        assertFails(XAException.XAER_NOTA, () -> resource.commit(unknown, false));
        assertFails(XAException.XAER_NOTA, () -> resource.rollback(unknown));
        assertFails(XAException.XAER_NOTA, () -> resource.forget(unknown));
        assertFails(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMJOIN));
        BranchName branch = client.begin();
        assertFails(XAException.XAER_PROTO, () -> resource.start(BranchName.fresh(), XAResource.TMNOFLAGS));
        assertFails(XAException.XAER_INVAL, () -> resource.end(branch, XAResource.TMNOFLAGS));
        assertFails(XAException.XAER_PROTO, () -> resource.rollback(branch));
        client.send(out, "out");
        client.end(branch);
        assertFails(XAException.XAER_DUPID, () -> resource.start(branch, XAResource.TMNOFLAGS));
        assertFails(XAException.XAER_PROTO, () -> resource.commit(branch, false));
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        assertFails(XAException.XAER_DUPID, () -> resource.start(branch, XAResource.TMNOFLAGS));
        assertFails(XAException.XAER_PROTO, () -> resource.commit(branch, true));
        assertFails(XAException.XAER_PROTO, () -> resource.forget(branch));
        resource.rollback(branch);
        assertFails(XAException.XAER_NOTA, () -> resource.rollback(branch));
    }

    @Test
    void namesAllBranchesAtTheBeginningOfAScan() throws JMSException, XAException {
        BranchName branch = client.begin();
        client.send(out, "out");
        client.prepare(branch);

        assertFails(XAException.XAER_PROTO, () -> resource.recover(XAResource.TMNOFLAGS));
        assertThat(resource.recover(XAResource.TMSTARTRSCAN)).anyMatch(branch::names);
        assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
        assertThat(resource.recover(XAResource.TMENDRSCAN)).isEmpty();
        resource.commit(branch, false);
        assertThat(client.recovers(branch)).isFalse();
    }

    @Test
    void keepsAPreparedBranchOverARestart() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName branch = work();
        client.prepare(branch);
        stage.restart();
        ChasquiXAConnectionFactory again = new ChasquiXAConnectionFactory(stage.url());
        try (XaClient recovery = XaClient.open(again)) {
            assertThat(recovery.recovers(branch)).isTrue();
            try (Client reader = stage.client();
                    Inbox left = reader.inbox(in);
                    Inbox inbox = reader.inbox(out)) {
                assertThat(left.rest()).isEmpty();
                recovery.resource().commit(branch, false);
                assertThat(inbox.text()).isEqualTo("out");
                assertThat(left.rest()).isEmpty();
            }
            assertThat(recovery.recovers(branch)).isFalse();
        }
    }

    @Test
    void tellsBrokersApart() throws JMSException, XAException, IOException {
        try (XaClient same = XaClient.open(new ChasquiXAConnectionFactory(stage.url()));
                Stage elsewhere = Stage.open("elsewhere", Transport.IN_VM);
                XaClient other = XaClient.open(new ChasquiXAConnectionFactory(elsewhere.url()))) {
            assertThat(resource.isSameRM(resource)).isTrue();
            assertThat(resource.isSameRM(same.resource())).isTrue();
            assertThat(resource.isSameRM(other.resource())).isFalse();
        }
    }

    @Test
    void tellsWhatTheAdministratorHasDecided() throws JMSException, XAException {
        plain.send(in, "in");
        BranchName committed = work();
        client.prepare(committed);
        BranchName rolledBack = client.begin();
        client.send(out, "never");
        client.prepare(rolledBack);
        for (PreparedBranch branch : stage.broker().preparedBranches()) {
            boolean decided = branch.consumed() == 1
                    ? stage.broker().commitHeuristically(branch.xid())
                    : stage.broker().rollBackHeuristically(branch.xid());
            assertThat(decided).isTrue();
        }

        assertThat(client.recovers(committed)).isTrue();
        assertFails(XAException.XA_HEURCOM, () -> resource.commit(committed, false));
        assertFails(XAException.XA_HEURRB, () -> resource.commit(rolledBack, false));
        resource.forget(committed);
        resource.forget(rolledBack);

        assertThat(client.recovers(committed)).isFalse();
        assertTexts(out, "out");
        assertNothingIn(in);
    }

    @Test
    void goesOnAfterALostLink() throws JMSException, XAException {
        assumeThat(stage).hasToString("TCP");
        plain.send(in, "in");
        BranchName branch = work();
        stage.cutLinks();
        client.send(out, "more");
        stage.cutLinks();
        client.prepare(branch);
        stage.cutLinks();
        resource.commit(branch, false);

        assertTexts(out, "out", "more");
        assertNothingIn(in);
    }

    /** Receives one message and sends another one in a new branch. */
    private BranchName work() throws JMSException, XAException {
        BranchName branch;
        try (Inbox inbox = client.inbox(in)) {
            branch = client.begin();
            inbox.text();
            client.send(out, "out");
        }
        return branch;
    }

    private String text(Queue queue) throws JMSException {
        try (Inbox inbox = plain.inbox(queue)) {
            return inbox.text();
        }
    }

    private void assertNothingIn(Queue queue) throws JMSException {
        try (Inbox inbox = plain.inbox(queue)) {
            assertThat(inbox.rest()).isEmpty();
        }
    }

    private void assertTexts(Queue queue, String... texts) throws JMSException {
        try (Inbox inbox = plain.inbox(queue)) {
            assertThat(inbox.texts(texts.length)).containsExactly(texts);
            assertThat(inbox.rest()).isEmpty();
        }
    }
}
