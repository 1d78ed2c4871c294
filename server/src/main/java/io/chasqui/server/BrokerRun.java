package io.chasqui.server;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One life of a standalone broker: engine, acceptor, and the way it ends. A {@link StopHook} stops it when the process is told
 * to end.
 */
final class BrokerRun {
    private static final long STOP_LIMIT_SECONDS = 20;

    private final Path data;
    private final Broker broker;
    private final TcpAcceptor acceptor;
    private final PrintWriter err;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile ExitCode exitCode = ExitCode.OK;

    private BrokerRun(Path data, Broker broker, TcpAcceptor acceptor, PrintWriter err) {
        this.data = data;
        this.broker = broker;
        this.acceptor = acceptor;
        this.err = err;
    }

    /**
     * Recovers the journal and opens the port.
     *
     * @throws CommandFailedException if either cannot be done; nothing is left open then
     */
    static BrokerRun start(BrokerSettings settings, PrintWriter err) throws CommandFailedException {
        return start(open(settings), settings, err);
    }

    /** The same with a broker that is there already. */
    static BrokerRun start(Broker broker, BrokerSettings settings, PrintWriter err) throws CommandFailedException {
        return new BrokerRun(settings.data(), broker, listen(settings, broker), err);
    }

    private static Broker open(BrokerSettings settings) throws CommandFailedException {
        BrokerOptions options = settings.journal()
                .applyTo(BrokerOptions.standalone(settings.data()))
                .withDurability(settings.durability())
                .withPolicies(settings.policies())
                .withSecurity(
                        settings.security().authenticator(), settings.security().authorizer());
        try {
            return Broker.start(options);
        } catch (CorruptJournalException e) {
            throw new CommandFailedException(sentence(e, settings.data()), e);
        } catch (IOException | IllegalStateException | JournalFailedException e) {
            throw new CommandFailedException(Sentence.of(e), e);
        }
    }

    /** What happened, and the command to run next where one helps. */
    private static String sentence(Throwable failure, Path data) {
        boolean verify = failure instanceof CorruptJournalException && !(failure instanceof NewerVersionException);
        return Sentence.of(failure) + (verify ? " Next: chasqui journal verify " + data : "");
    }

    private static TcpAcceptor listen(BrokerSettings settings, Broker broker) throws CommandFailedException {
        try {
            TcpAcceptorOptions options =
                    TcpAcceptorOptions.defaults().withHost(settings.host()).withPort(settings.port());
            return TcpAcceptor.bind(options, broker.acceptor());
        } catch (IOException | IllegalArgumentException e) {
            broker.close();
            throw new CommandFailedException(ExitCode.NO_ADDRESS, Sentence.of(e), e);
        }
    }

    /** Where clients connect to: the host as it was asked for and the real port. */
    String url() {
        String host = acceptor.host();
        return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + acceptor.port();
    }

    /** Waits until the broker has ended by itself: because somebody closed it, or because its journal failed. */
    ExitCode awaitEnd() {
        try {
            broker.terminated().get();
        } catch (ExecutionException e) {
            fail("The broker has stopped: ", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException | CancellationException e) {
            fail("The broker is being stopped because its main thread was told to end: ", e);
        }
        return exitCode;
    }

    /**
     * Does the whole clean stop, forces the journal, closes the links, and ends the process: with status 0, or 1 when the
     * journal had failed or could not be forced. Does not return.
     */
    void stopAndHalt() {
        try {
            broker.close();
            acceptor.close(); // after the broker, so that its last answers still leave
            broker.terminated().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS); // its own end may be under way
        } catch (ExecutionException e) {
            fail("The broker could not stop cleanly: ", e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            fail("The broker did not end within " + STOP_LIMIT_SECONDS + " s and is cut off: ", e);
        } catch (IllegalStateException | InterruptedException e) {
            fail("The broker could not stop cleanly: ", e);
        } finally {
            Runtime.getRuntime().halt(exitCode.status());
        }
    }

    /** The first failure is told; what follows from it is not. When this returns, it has been told. */
    private void fail(String what, Throwable cause) {
        telling.lock();
        try {
            if (exitCode == ExitCode.OK) {
                exitCode = ExitCode.FAILED;
                err.println("chasqui broker: " + what + sentence(cause, data));
                err.flush();
            }
        } finally {
            telling.unlock();
        }
    }
}
