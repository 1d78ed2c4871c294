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
    /** A name under launch has an incomplete future, a served name a completed one; failed ones are taken out. */
    private static final ConcurrentHashMap<String, CompletableFuture<LinkAcceptor>> BROKERS = new ConcurrentHashMap<>();

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
        CompletableFuture<LinkAcceptor> known = BROKERS.putIfAbsent(name, CompletableFuture.completedFuture(acceptor));
        if (known != null && !known.complete(acceptor)) {
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
        CompletableFuture<LinkAcceptor> known = BROKERS.get(name);
        return known != null && known.getNow(null) == acceptor && BROKERS.remove(name, known);
    }

    /** Who serves the name, or null when nobody does yet. */
    static @Nullable LinkAcceptor find(String name) {
        CompletableFuture<LinkAcceptor> known = BROKERS.get(name);
        return known == null ? null : known.getNow(null);
    }

    /**
     * Finds the broker of a name, launching it if there is none; of several callers one launches, the others wait.
     *
     * @param timeoutNanos how long to wait for a launch that another thread has begun
     */
    static LinkAcceptor findOrLaunch(
            String name, EmbeddedBrokerLauncher launcher, Map<String, String> options, long timeoutNanos)
            throws IOException {
        CompletableFuture<LinkAcceptor> own = new CompletableFuture<>();
        CompletableFuture<LinkAcceptor> known = BROKERS.putIfAbsent(name, own);
        return known == null ? launch(name, launcher, options, own) : await(name, known, timeoutNanos);
    }

    private static LinkAcceptor launch(
            String name,
            EmbeddedBrokerLauncher launcher,
            Map<String, String> options,
            CompletableFuture<LinkAcceptor> own)
            throws IOException {
        try {
            LinkAcceptor launched = launcher.launch(name, options);
            own.complete(launched);
            return launched;
        } catch (IOException | RuntimeException | Error e) {
            if (!own.isDone()) {
                BROKERS.remove(name, own);
                own.completeExceptionally(e);
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
