package io.chasqui.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A standalone broker in a process of its own, on a given data directory and port, started by the same command as
 * {@code bin/chasqui broker}. What it writes to its standard error goes to a log file. Closing kills it if it still lives.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final String READY = "Chasqui broker ready: ";
    private static final String END = "(end of output)";
    private static final Duration START_LIMIT = Duration.ofSeconds(45);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private BrokerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** A port of the loopback interface that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a broker and waits until it is ready. */
    public static BrokerProcess start(Path data, int port) {
        return start(BrokerSetup.of(data, port));
    }

    /** Starts a broker and waits until it is ready. */
    static BrokerProcess start(BrokerSetup setup) {
        BrokerProcess broker = launch(setup);
        broker.awaitReady();
        return broker;
    }

    /** Starts a broker without waiting for anything. */
    static BrokerProcess launch(Path data, int port) {
        return launch(BrokerSetup.of(data, port));
    }

    /** Starts a broker without waiting for anything. */
    static BrokerProcess launch(BrokerSetup setup) {
        try {
            Process process = new ProcessBuilder(setup.command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()))
                    .start();
            BrokerProcess broker = new BrokerProcess(process, setup.log());
            Thread reader = new Thread(broker::readOutput, "broker-output");
            reader.setDaemon(true);
            reader.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("its output cannot be read: " + e);
        }
        lines.add(END);
    }

    private void awaitReady() {
        try {
            String line = lines.poll(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || !line.startsWith(READY)) {
                String state = process.isAlive() ? "is still running" : "has ended with " + process.exitValue();
                process.destroyForcibly();
                throw new AssertionError("The broker's first line of output should be its ready line within "
                        + START_LIMIT.toSeconds() + " s but was " + line + "; its process " + state + ". Its log:\n"
                        + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    /** Further lines on standard output that have come by now; the ready line is not among them. */
    List<String> furtherOutput() {
        return lines.stream().filter(line -> !line.equals(END)).toList();
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a while, unless the process ends before; whether it still lives then. */
    public boolean staysAlive(Duration time) {
        try {
            return !process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM; returns the exit status. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Waits for the end of the process; returns the exit status. */
    int awaitExit() {
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "The broker should have ended within " + STOP_LIMIT.toSeconds() + " s. Its log:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The end of what all brokers on this data directory have written to standard error. */
    String log() {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - 200), all.size()));
        } catch (IOException e) {
            return "(cannot read " + log + ": " + e + ")";
        }
    }

    /** What its threads do, for the report of a failure. */
    String threads() {
        try {
            Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
            return Tool.run(jstack.toString(), Long.toString(pid()));
        } catch (Tool.FailedException e) {
            return "(cannot tell: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("The test was interrupted, probably by its time limit.", e);
    }
}
