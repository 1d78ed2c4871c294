package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The physical link that all connections of one factory and user share. It counts its connections, finds the one a frame
 * is for, and knows the broker's clock. When its channel is lost it starts to reconnect, or fails for good.
 */
final class Link {
    private final ConnectionUrl url;
    private final ClientEnvironment environment;
    private final LinkDialer dialer;
    private final LinkTimer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, ConnectionCore> connections = new ConcurrentHashMap<>();
    private final AtomicInteger lastConnection = new AtomicInteger();
    private final AtomicReference<@Nullable Attachment> attachment = new AtomicReference<>();
    private volatile @Nullable Failure failure;
    private volatile long clockOffsetMillis;
    private volatile int messageLimitBytes = Integer.MAX_VALUE;
    private volatile SessionKey broker = new SessionKey(0, 0);
    private boolean everUp;
    private int holders;
    private long idleSinceNanos;

    Link(ConnectionUrl url, ClientEnvironment environment, LinkDialer dialer) {
        this.url = url;
        this.environment = environment;
        this.dialer = dialer;
        this.timer = new LinkTimer(this);
    }

    ClientEnvironment environment() {
        return environment;
    }

    LinkSettings settings() {
        return url.settings();
    }

    LinkTimer timer() {
        return timer;
    }

    /** Where it leads, for people. */
    String place() {
        return url.addresses().toString();
    }

    /** The broker's clock in milliseconds. */
    long brokerTimeMillis() {
        return environment.timeMillis() + clockOffsetMillis;
    }

    /** What tells the broker from all others, over all its starts. */
    SessionKey broker() {
        return broker;
    }

    int messageLimitBytes() {
        return messageLimitBytes;
    }

    /** The current channel, or null while there is none. */
    @Nullable
    Attachment attachment() {
        return attachment.get();
    }

    @Nullable
    ConnectionCore connection(int number) {
        return connections.get(number);
    }

    /** All connections. */
    List<ConnectionCore> connections() {
        return new ArrayList<>(connections.values());
    }

    /** Whether it has failed or ended, so that new connections need another one. */
    boolean isDead() {
        return failure != null;
    }

    /**
     * A new connection on this link; connects it, or waits until it is connected again.
     *
     * @return null if the link is dead: try another one
     * @throws JMSException if there is no broker, or it refuses the user
     */
    @Nullable
    ConnectionCore connect() throws JMSException {
        lock.lock();
        try {
            if (isDead()) {
                return null;
            }
            holders++;
            try {
                up();
            } catch (JMSException unreachable) {
                holders--;
                throw unreachable;
            }
            ConnectionCore connection = new ConnectionCore(this, lastConnection.incrementAndGet());
            connections.put(connection.number(), connection);
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private void up() throws JMSException {
        if (!everUp) {
            try {
                LinkDialer.Connected connected = dialer.dial(this);
                everUp = true;
                welcomed(connected);
            } catch (RefusedException refused) {
                failure = refused.failure();
                throw refused.failure().toException();
            }
        }
        long left = TimeUnit.MILLISECONDS.toNanos((long) settings().reconnectTimeoutMillis() + 1_000);
        while (attachment.get() == null && !isDead() && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException interrupted) {
                throw Failure.interrupted("waiting for the link to come back");
            }
        }
        if (attachment.get() == null) {
            Failure reason = failure;
            throw (reason == null ? Failure.of(ErrorCode.UNAVAILABLE, "The link to " + place() + " is down.") : reason)
                    .toException();
        }
    }

    /** A channel has come up. */
    void welcomed(LinkDialer.Connected connected) {
        Welcome welcome = connected.welcome();
        broker = new SessionKey(welcome.brokerHigh(), welcome.brokerLow());
        clockOffsetMillis = connected.clockOffsetMillis();
        messageLimitBytes = welcome.messageLimitBytes() > 0 ? welcome.messageLimitBytes() : Integer.MAX_VALUE;
        attachment.set(connected.attachment());
        if (connected.attachment().isClosed()) {
            lost(connected.attachment(), Failure.of(ErrorCode.UNAVAILABLE, "The link to " + place() + " was lost."));
        }
        timer.started(settings().heartbeatMillis(), welcome.heartbeatMillis());
        signal();
    }

    LinkDialer dialer() {
        return dialer;
    }

    /** A channel was lost; only the first report about the current one counts. Neither waits nor calls the application. */
    void lost(Attachment gone, Failure reason) {
        if (!attachment.compareAndSet(gone, null) || isDead()) {
            return;
        }
        if (settings().reconnectTimeoutMillis() == 0 || LinkDialer.isFinal(reason.code()) || isUnused()) {
            fail(reason);
        } else {
            environment.start("chasqui-reconnect", true, new LinkReconnect(this, reason));
        }
    }

    private boolean isUnused() {
        lock.lock();
        try {
            return holders == 0;
        } finally {
            lock.unlock();
        }
    }

    /** The link ends: all its connections fail. */
    void fail(Failure reason) {
        failure = reason;
        timer.stop();
        for (ConnectionCore connection : connections.values()) {
            connection.fail(reason);
        }
        signal();
    }

    /** Wakes those who wait for the link to change. */
    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A connection has ended; the last one lets the link go, at once for an in-VM link, otherwise a little later. */
    void forget(ConnectionCore connection) {
        connections.remove(connection.number());
        lock.lock();
        try {
            holders--;
            idleSinceNanos = environment.nanoTime();
        } finally {
            lock.unlock();
        }
        boolean embedded = settings().reconnectTimeoutMillis() == 0;
        if (embedded) {
            closeIfIdle(0);
        } else {
            timer.lingering();
        }
    }

    /**
     * Ends the link if it has had no connection for a while.
     *
     * @return whether to ask again later
     */
    boolean closeIfIdle(long idleNanos) {
        Attachment last;
        lock.lock();
        try {
            if (isDead() || holders > 0) {
                return false;
            }
            if (environment.nanoTime() - idleSinceNanos < idleNanos) {
                return true;
            }
            failure = Failure.of(ErrorCode.UNAVAILABLE, "The link is closed.");
            last = attachment.getAndSet(null);
        } finally {
            lock.unlock();
        }
        timer.stop();
        if (last != null) {
            last.channel().close();
        }
        return false;
    }
}
