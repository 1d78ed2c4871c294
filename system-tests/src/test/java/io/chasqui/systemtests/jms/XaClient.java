package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiXAConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A connection and one XA session on it.
 *
 * @param connection closed together with the client
 * @param session the one session
 */
record XaClient(XAConnection connection, XASession session) implements AutoCloseable {
    /** A client whose connection is started. */
    static XaClient open(ChasquiXAConnectionFactory factory) throws JMSException {
        XAConnection connection = factory.createXAConnection();
        connection.start();
        return new XaClient(connection, connection.createXASession());
    }

    XAResource resource() {
        return session.getXAResource();
    }

    /** The client as one for everything that is not about transactions. */
    Client plain() {
        return new Client(connection, session);
    }

    void send(Destination destination, String... texts) throws JMSException {
        plain().send(destination, texts);
    }

    Inbox inbox(Destination destination) throws JMSException {
        return plain().inbox(destination);
    }

    /** Begins a branch. */
    BranchName begin() throws XAException {
        BranchName name = BranchName.fresh();
        resource().start(name, XAResource.TMNOFLAGS);
        return name;
    }

    void end(Xid branch) throws XAException {
        resource().end(branch, XAResource.TMSUCCESS);
    }

    /** Ends and prepares. */
    void prepare(Xid branch) throws XAException {
        end(branch);
        assertThat(resource().prepare(branch)).isEqualTo(XAResource.XA_OK);
    }

    /** Whether the broker names a branch as one in doubt. */
    boolean recovers(BranchName branch) throws XAException {
        Xid[] inDoubt = resource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        return Arrays.stream(inDoubt).anyMatch(branch::names);
    }

    /** Expects an error of a resource. */
    static void assertFails(int errorCode, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        XAException.class,
                        failure -> assertThat(failure.errorCode)
                                .as(failure.getMessage())
                                .isEqualTo(errorCode));
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
