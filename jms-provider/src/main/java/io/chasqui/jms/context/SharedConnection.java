package io.chasqui.jms.context;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that several contexts use; the last of them to close ends it (Jakarta Messaging 3.1 §6.1.8). */
final class SharedConnection {
    private final Connection connection;
    private final AtomicInteger contexts = new AtomicInteger(1);

    SharedConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    SharedConnection again() {
        contexts.incrementAndGet();
        return this;
    }

    /** One context has closed. */
    void release() throws JMSException {
        if (contexts.decrementAndGet() == 0) {
            connection.close();
        }
    }
}
