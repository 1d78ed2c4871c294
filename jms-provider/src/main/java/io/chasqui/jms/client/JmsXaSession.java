package io.chasqui.jms.client;

import io.chasqui.jms.xa.BranchResource;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;

/**
 * A session that takes part in global transactions (Jakarta Messaging 3.1 §8.3.5). Outside of one it acknowledges
 * automatically and sends at once; a transaction that a message listener begins includes the message it was called with.
 */
final class JmsXaSession extends JmsSession implements XAQueueSession, XATopicSession {
    private final SessionCore core;
    private final BranchResource resource;

    JmsXaSession(SessionCore core, Domain domain) {
        super(core, domain);
        this.core = core;
        this.resource = new BranchResource(core.branches());
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public Session getSession() throws JMSException {
        core.checkOpen();
        return this;
    }

    @Override
    public QueueSession getQueueSession() throws JMSException {
        core.checkOpen();
        return this;
    }

    @Override
    public TopicSession getTopicSession() throws JMSException {
        core.checkOpen();
        return this;
    }

    @Override
    public boolean getTransacted() throws JMSException {
        core.checkOpen();
        return true;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        core.checkOpen();
        return SESSION_TRANSACTED;
    }

    @Override
    public void commit() throws JMSException {
        core.checkOpen();
        throw managed("commit");
    }

    @Override
    public void rollback() throws JMSException {
        core.checkOpen();
        throw managed("rollback");
    }

    @Override
    public void recover() throws JMSException {
        core.checkOpen();
        throw new IllegalStateException("recover() is for sessions that are not transacted.");
    }

    private static JMSException managed(String call) {
        return new TransactionInProgressException(
                call + "() is the transaction manager's to call: this is an XASession.", "CHASQUI-XA_SESSION");
    }
}
