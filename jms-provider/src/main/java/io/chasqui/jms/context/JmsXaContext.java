package io.chasqui.jms.context;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import javax.transaction.xa.XAResource;

/** A context whose session takes part in global transactions (Jakarta Messaging 3.1 §8.3.6). */
final class JmsXaContext extends JmsContext implements XAJMSContext {
    JmsXaContext(SharedConnection shared) {
        super(shared, SESSION_TRANSACTED);
    }

    @Override
    public JMSContext getContext() {
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return Unchecked.get(() -> {
            if (session() instanceof XASession session) {
                return session.getXAResource();
            }
            throw new JMSRuntimeException("The session of an XA context is no XASession.");
        });
    }

    @Override
    Session open(Connection connection, int mode) throws JMSException {
        return ((XAConnection) connection).createXASession();
    }
}
