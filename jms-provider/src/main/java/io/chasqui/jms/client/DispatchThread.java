package io.chasqui.jms.client;

import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the application's code for one session: message listeners and completion listeners, one at a time (Jakarta
 * Messaging 3.1 §6.2.5). The thread exists from the first listener on and ends with the session.
 */
final class DispatchThread {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchThread.class);

    private static final int NO_CONSUMER = 0;

    private final SessionCore session;
    private final ReentrantLock lock;
    private final Condition work;
    private final Condition idle;
    private final ArrayDeque<Runnable> completions = new ArrayDeque<>();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Thread visitor;
    private volatile boolean completing;
    private @Nullable ConsumerCore running;
    private boolean stopping;
    private boolean ended;
    private int completionsDue;
    private int turn;

    DispatchThread(SessionCore session) {
        this.session = session;
        this.lock = session.lock();
        this.work = lock.newCondition();
        this.idle = lock.newCondition();
    }

    /** Whether the calling thread is the one that runs this session's listeners. */
    boolean isCurrent() {
        Thread caller = Thread.currentThread();
        return caller == thread || caller == visitor;
    }

    /** Whether the caller is a completion listener of this session. */
    boolean isCompleting() {
        return isCurrent() && completing;
    }

    /** Makes sure that there is a thread; the caller holds the lock. */
    void start() {
        if (thread == null && !ended) {
            String name = "chasqui-listeners-" + session.connection().number() + "-" + session.number();
            thread = session.connection().environment().start(name, false, this::run);
        }
    }

    /** There may be something to do; the caller holds the lock. */
    void wake() {
        work.signal();
    }

    /** The connection was started; the caller holds the lock. */
    void started() {
        work.signal();
        idle.signalAll();
    }

    /** No further message goes to a listener; the caller holds the lock. */
    void stop() {
        stopping = true;
        idle.signalAll();
    }

    /** The thread ends when its present work is done; the caller holds the lock. */
    void end() {
        ended = true;
        work.signal();
    }

    /**
     * Waits until a consumer's listener has returned; at once on the listener's own thread.
     *
     * @param consumer null for all consumers
     */
    void awaitListener(@Nullable ConsumerCore consumer) {
        if (isCurrent()) {
            return;
        }
        lock.lock();
        try {
            while (isListening(consumer)) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isListening(@Nullable ConsumerCore consumer) {
        boolean any = consumer == null;
        return (running != null && (any || running == consumer)) || (any && visitor != null);
    }

    /**
     * A thread of an application server wants to run the session's own listener; waits while the connection is stopped.
     *
     * @param waiting guarded by the session's lock
     * @return the next delivery, which the session holds from then on; null if there is none or the session ends
     */
    @Nullable
    Deliver enter(ArrayDeque<Deliver> waiting) {
        lock.lock();
        try {
            while (!stopping && !waiting.isEmpty() && !session.connection().isStarted()) {
                idle.awaitUninterruptibly();
            }
            Deliver next = stopping ? null : waiting.pollFirst();
            if (next != null) {
                session.deliveries().ledger().hold(next.name(), NO_CONSUMER);
                visitor = Thread.currentThread();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The listener that {@link #enter} was for has returned. */
    void leave() {
        lock.lock();
        try {
            visitor = null;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An asynchronous send begins, whose completion will be told; the caller does not hold the lock. */
    void expectCompletion() {
        lock.lock();
        try {
            completionsDue++;
            start();
        } finally {
            lock.unlock();
        }
    }

    /** An asynchronous send did not begin after all; the caller does not hold the lock. */
    void forgetCompletion() {
        lock.lock();
        try {
            completionsDue--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An asynchronous send is answered: its listener runs on the thread; the caller holds the lock. */
    void complete(Runnable completion) {
        completions.addLast(completion);
        work.signal();
    }

    /** Waits until all completion listeners have returned; at once on the session's own thread. */
    void awaitCompletions() {
        if (isCurrent()) {
            return;
        }
        lock.lock();
        try {
            if (completionsDue == 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        session.wire().drain(true);
        lock.lock();
        try {
            while (completionsDue > 0) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } finally {
                done();
            }
        }
    }

    /** Waits for the next piece of work; null when the session has ended. */
    private @Nullable Runnable next() {
        Runnable found;
        lock.lock();
        try {
            found = find();
            while (found == null && !ended) {
                work.awaitUninterruptibly();
                found = find();
            }
        } finally {
            lock.unlock();
        }
        session.wire().drain(false);
        return found;
    }

    private @Nullable Runnable find() {
        Runnable completion = completions.pollFirst();
        if (completion != null) {
            return () -> runCompletion(completion);
        }
        List<ConsumerCore> consumers =
                stopping ? List.of() : session.deliveries().all();
        for (int i = 0; i < consumers.size(); i++) {
            ConsumerCore consumer = consumers.get((turn + i) % consumers.size());
            MessageListener listener = consumer.listener();
            Deliver delivery = listener == null ? null : consumer.poll();
            if (listener != null && delivery != null) {
                turn += i + 1;
                running = consumer;
                session.deliveries().grant(consumer);
                return () -> deliver(listener, delivery);
            }
        }
        return null;
    }

    /** Gives a delivery to a listener on the calling thread, and acknowledges or gives back as the session's mode says. */
    void deliver(MessageListener listener, Deliver delivery) {
        try {
            JmsMessage message = session.deliveries().open(delivery, false);
            if (message != null) {
                listener.onMessage(message);
                session.acknowledgements().processed(delivery);
            }
        } catch (JMSException | RuntimeException | Error failure) {
            LOG.warn("A message listener failed.", failure);
            session.acknowledgements().failed();
        }
    }

    private void runCompletion(Runnable completion) {
        completing = true;
        try {
            completion.run();
        } catch (RuntimeException | Error failure) {
            LOG.warn("A completion listener failed.", failure);
        } finally {
            completing = false;
            forgetCompletion();
        }
    }

    private void done() {
        lock.lock();
        try {
            running = null;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
