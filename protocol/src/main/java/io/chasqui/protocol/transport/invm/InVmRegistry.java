package io.chasqui.protocol.transport.invm;

import io.chasqui.protocol.transport.EmbeddedBrokerLauncher;
import io.chasqui.protocol.transport.LinkAcceptor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which broker answers to which {@code vm:} name in this JVM. Client and broker of one JVM share nothing but a name, so
 * this map belongs to the JVM and not to an object. (The only other such place is the I/O threads that the TCP clients of
 * a JVM share.)
 *
 * <p>It guarantees that a name has at most one broker, and that clients which connect to an unknown name at the same
 * time launch one broker and all get that one. All methods may be called by any thread.
 */
public final class InVmRegistry {
    private static final ConcurrentHashMap<String, Entry> BROKERS = new ConcurrentHashMap<>();

    /** Stands behind the name of a broker that the application had started and that has ended. */
    private static final Entry VACANT = new Entry(new CompletableFuture<>(), false, true);

    /**
     * Who answers to a name.
     *
     * @param broker incomplete while the broker is under launch; of failed launches nothing is kept
     * @param launched whether it was launched for a client; if not, nobody but the application may start it again
     * @param vacant whether it has ended
     */
    private record Entry(CompletableFuture<LinkAcceptor> broker, boolean launched, boolean vacant) {}

    private InVmRegistry() {}

    /**
     * Makes a broker reachable. While a broker of this name is being launched for a client, the first one to register
     * is the one the client gets; normally that is the launched broker itself.
     *
     * @param name the name that stands behind {@code vm:}, case sensitive
     * @param acceptor takes the links; the same object is to be given to {@link #unregister}
     * @throws IllegalStateException if the name is taken
     */
    public static void register(String name, LinkAcceptor acceptor) {
        Entry own = new Entry(CompletableFuture.completedFuture(acceptor), false, false);
        Entry known = BROKERS.putIfAbsent(name, own);
        while (known != null && known.vacant && !BROKERS.replace(name, known, own)) {
            known = BROKERS.putIfAbsent(name, own);
        }
        if (known != null && !known.vacant && !known.broker.complete(acceptor)) {
            throw new IllegalStateException("A broker named '" + name
                    + "' already runs in this JVM. Choose another name or stop the other broker first.");
        }
    }

    /**
     * Takes a broker's name away; links that exist stay. Quiet when the name belongs to nobody or to another broker.
     *
     * @param name the name
     * @param acceptor the object that was registered
     * @return whether the name was this broker's
     */
    public static boolean unregister(String name, LinkAcceptor acceptor) {
        Entry known = BROKERS.get(name);
        if (known == null || known.vacant || known.broker.getNow(null) != acceptor) {
            return false;
        }
        return known.launched ? BROKERS.remove(name, known) : BROKERS.replace(name, known, VACANT);
    }

    /** Who serves the name, or null when nobody does yet. */
    static @Nullable LinkAcceptor find(String name) {
        Entry known = BROKERS.get(name);
        return known == null ? null : known.broker.getNow(null);
    }

    /**
     * Finds the broker of a name, launching it if there is none; of several callers one launches, the others wait.
     *
     * <p>A broker that the application had started itself and that has ended is not replaced: a new one would know nothing
     * of the messages of the old one, and what clients still have under way would go to it unnoticed.
     *
     * @param timeoutNanos how long to wait for a launch that another thread has begun
     * @throws IOException if it cannot be launched, or is not to be
     */
    static LinkAcceptor findOrLaunch(
            String name, EmbeddedBrokerLauncher launcher, Map<String, String> options, long timeoutNanos)
            throws IOException {
        Entry own = new Entry(new CompletableFuture<>(), true, false);
        Entry known = BROKERS.putIfAbsent(name, own);
        if (known != null && known.vacant) {
            throw new IOException(
                    "The broker vm:" + name + " was started by the application and has ended. Start it again:"
                            + " no other broker takes its place, because that one would not have its messages.");
        }
        return known == null ? launch(name, launcher, options, own) : await(name, known.broker, timeoutNanos);
    }

    private static LinkAcceptor launch(
            String name, EmbeddedBrokerLauncher launcher, Map<String, String> options, Entry own) throws IOException {
        try {
            LinkAcceptor launched = launcher.launch(name, options);
            own.broker.complete(launched);
            return launched;
        } catch (IOException | RuntimeException | Error e) {
            if (!own.broker.isDone()) {
                BROKERS.remove(name, own);
                own.broker.completeExceptionally(e);
            }
            throw e;
        }
    }

    private static LinkAcceptor await(String name, CompletableFuture<LinkAcceptor> launch, long timeoutNanos)
            throws IOException {
        try {
            return launch.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "The broker vm:" + name + " is being started by another thread and was not ready after "
                            + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms.",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("The broker vm:" + name + " could not be started: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while the broker vm:" + name + " was being started.");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
