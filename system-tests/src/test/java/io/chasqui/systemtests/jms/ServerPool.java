package io.chasqui.systemtests.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** What an application server does for its message-driven beans: sessions in a pool, each run on a thread of the server. */
final class ServerPool implements ServerSessionPool, AutoCloseable {
    /** What happens to a message, in a session. */
    interface Work {
        void handle(Session session, Message message) throws JMSException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<ServerSession> free = new LinkedBlockingQueue<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    ServerPool(Connection connection, int size, int sessionMode, Work work) throws JMSException {
        for (int i = 0; i < size; i++) {
            free.add(new Server(connection.createSession(sessionMode), work));
        }
    }

    @Override
    public ServerSession getServerSession() throws JMSException {
        try {
            return free.take();
        } catch (InterruptedException interrupted) {
            throw new JMSException("Nobody interrupts a test.");
        }
    }

    /** How many messages each call of {@code run()} has handled. */
    List<Integer> batches() {
        return batches;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Server implements ServerSession {
        private final Session session;
        private int handled;

        Server(Session session, Work work) throws JMSException {
            this.session = session;
            session.setMessageListener(message -> {
                handled++;
                Failing.run(() -> work.handle(session, message));
            });
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            threads.execute(() -> {
                handled = 0;
                try {
                    session.run();
                } finally {
                    batches.add(handled);
                    free.add(this);
                }
            });
        }
    }
}
