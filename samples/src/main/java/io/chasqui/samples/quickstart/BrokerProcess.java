package io.chasqui.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A broker as a process of its own, started with the distribution's launcher. */
final class BrokerProcess {
    private static final String READY = "Chasqui broker ready: ";
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 30;
    private static final int NO_ADDRESS = 4;

    private final Process process;
    private final String url;

    private BrokerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * What to start.
     *
     * @param distribution the folder with {@code bin/chasqui}
     * @param data the journal's directory
     * @param log where the broker's log is appended
     */
    record Installation(Path distribution, Path data, Path log) {}

    /**
     * Starts a broker and waits until it accepts connections.
     *
     * @return the running broker, or null if the port is taken
     * @throws IOException if it does not start for another reason
     */
    static @Nullable BrokerProcess start(Installation installation, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        installation.distribution().resolve("bin/chasqui").toString(),
                        "broker",
                        "--data",
                        installation.data().toString(),
                        "--port",
                        Integer.toString(port))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(installation.log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String line = firstLine(process);
        if (line != null && line.startsWith(READY)) {
            return new BrokerProcess(process, line.substring(READY.length()));
        }
        process.destroyForcibly();
        if (process.waitFor() == NO_ADDRESS) {
            return null;
        }
        throw new IOException(
                "the broker did not start (exit status " + process.waitFor() + "); its log is " + installation.log());
    }

    private static @Nullable String firstLine(Process process) throws IOException, InterruptedException {
        BufferedReader out = process.inputReader();
        try {
            return CompletableFuture.supplyAsync(() -> readLine(out)).get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IOException("the broker's output cannot be read", e);
        }
    }

    private static @Nullable String readLine(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: no hook, no flush, no farewell. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /**
     * SIGTERM.
     *
     * @return the exit status; -1 if it had to be killed because it did not end
     */
    int stop() throws InterruptedException {
        process.destroy();
        if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        kill();
        return -1;
    }
}
