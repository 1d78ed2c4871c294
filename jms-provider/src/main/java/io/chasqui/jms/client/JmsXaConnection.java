package io.chasqui.jms.client;

import io.chasqui.protocol.frame.AcknowledgeMode;
import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;

/**
 * A connection whose XA sessions take part in global transactions (Jakarta Messaging 3.1 §8.3.4). Its other sessions are
 * like those of any connection.
 */
public final class JmsXaConnection extends JmsConnection implements XAQueueConnection, XATopicConnection {
    private final ConnectionCore core;

    JmsXaConnection(ConnectionCore core) {
        super(core);
        this.core = core;
    }

    @Override
    public JmsXaSession createXASession() throws JMSException {
        return session(JmsSession.Domain.ANY);
    }

    @Override
    public JmsXaSession createXAQueueSession() throws JMSException {
        return session(JmsSession.Domain.QUEUE);
    }

    @Override
    public JmsXaSession createXATopicSession() throws JMSException {
        return session(JmsSession.Domain.TOPIC);
    }

    private JmsXaSession session(JmsSession.Domain domain) throws JMSException {
        return new JmsXaSession(core.createSession(AcknowledgeMode.AUTO), domain);
    }
}
