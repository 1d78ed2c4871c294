package io.chasqui.server;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Ends a broker's process in good order when it is told to end, from before the start on.
 *
 * <p>A JVM that gets SIGTERM runs its shutdown hooks and then exits with 143, whatever the hooks did; an operator (and
 * systemd) would read that as a crash. So the hook waits until a start that is under way has ended, has the broker do its
 * whole clean stop, and only then ends the process with {@link Runtime#halt}, which takes the exit status we give it. A start
 * that fails meanwhile, or a library that is being loaded for it, does so because a JVM that is ending refuses much: that is
 * not reported. Nothing was accepted, and the next start says what it finds.
 */
final class StopHook {
    private static final long START_LIMIT_SECONDS = 20;
    private static final String UNREADY = "Stopped before it was ready.";

    private final PrintWriter err;
    private final Thread thread = new Thread(this::stop, "chasqui-stop");
    private final CompletableFuture<BrokerRun> outcome = new CompletableFuture<>();
    private volatile boolean stopping;

    /** A start. */
    @FunctionalInterface
    interface Start {
        /**
         * Recovers the journal and opens the port.
         *
         * @throws CommandFailedException if either cannot be done
         */
        BrokerRun run() throws CommandFailedException;
    }

    private StopHook(PrintWriter err) {
        this.err = err;
    }

    /**
     * Takes over what happens when the process is told to end; if that was the case already, it ends here.
     *
     * @param err hears that it has ended before it was ready
     */
    static StopHook install(PrintWriter err) {
        StopHook hook = new StopHook(err);
        try {
            Runtime.getRuntime().addShutdownHook(hook.thread);
        } catch (IllegalStateException ending) {
            quietLibraries();
            hook.endUnready(ending);
        }
        return hook;
    }

    /**
     * Starts the broker. Does not return if that fails while the process is told to end.
     *
     * @throws CommandFailedException if it cannot be started
     */
    BrokerRun start(Start start) throws CommandFailedException {
        try {
            BrokerRun run = start.run();
            outcome.complete(run);
            return run;
        } catch (CommandFailedException | RuntimeException | Error failed) { // whatever it is, nobody is to wait for it
            withdraw(failed);
            throw failed;
        }
    }

    /** From here on the process ends with the status of the failed start; does not return if it was told to end before. */
    private void withdraw(Throwable failed) {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) { // known to the JVM before the hook runs
            endUnready(failed);
        }
    }

    /** Whether the process was told to end. */
    boolean stopping() {
        return stopping;
    }

    private void stop() {
        stopping = true;
        boolean ready = outcome.isDone();
        if (!ready) {
            quietLibraries();
        }
        try {
            BrokerRun run = outcome.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ready) {
                tell(UNREADY);
            }
            run.stopAndHalt();
        } catch (TimeoutException e) {
            tell("The start did not end within " + START_LIMIT_SECONDS + " s and is cut off.");
            Runtime.getRuntime().halt(ExitCode.FAILED.status());
        } catch (ExecutionException | InterruptedException e) {
            endUnready(e);
        }
    }

    private static void quietLibraries() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(StopHook.class).debug("{} failed amid the start", thread.getName(), failure));
    }

    private void endUnready(Throwable reason) {
        LoggerFactory.getLogger(StopHook.class).debug("The start was given up", reason);
        tell(UNREADY);
        Runtime.getRuntime().halt(ExitCode.OK.status());
    }

    private void tell(String what) {
        err.println("chasqui broker: " + what);
        err.flush();
    }
}
