package io.chasqui.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A broker in a process of its own; closing it ends the process. */
final class BrokerProcess implements AutoCloseable {

    private static final long START_SECONDS = 180;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String GARBAGE_LOG = "broker-gc.log";

    private final Process process;
    private final String address;
    private final Path directory;
    private final Instant started;

    private BrokerProcess(Process process, String address, Path directory, Instant started) {
        this.process = process;
        this.address = address;
        this.directory = directory;
        this.started = started;
    }

    /**
     * Starts a broker and waits until it says that it is ready.
     *
     * @throws IOException when it does not become ready within {@link #START_SECONDS}; the message names its log
     */
    static BrokerProcess start(BrokerLaunch launch) throws IOException, InterruptedException {
        Path directory = launch.directory();
        Files.createDirectories(directory.resolveSibling("shared"));
        Provider provider = launch.provider();
        List<String> options = List.of("-Xlog:gc:file=" + directory.resolve(GARBAGE_LOG));
        Path log = directory.resolve("broker.log");
        Instant started = Instant.now();
        Process process = launch.start(options, log);
        try {
            String address = readyLine(process, provider.readyPrefix()).get(START_SECONDS, TimeUnit.SECONDS);
            return new BrokerProcess(process, address, directory, started);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(
                    "Expected " + provider.title() + " to print '" + provider.readyPrefix() + " ADDRESS' within "
                            + START_SECONDS + " s, but it did not; see " + log,
                    e);
        }
    }

    /** Reads the output to its end, so that the broker never blocks on it; completes with the printed address. */
    private static CompletableFuture<String> readyLine(Process process, String prefix) {
        var ready = new CompletableFuture<String>();
        var reader = new Thread(
                () -> {
                    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                        output.lines()
                                .filter(line -> line.startsWith(prefix))
                                .forEach(line -> ready.complete(
                                        line.substring(prefix.length()).strip()));
                    } catch (IOException e) {
                        ready.completeExceptionally(e);
                    }
                    ready.completeExceptionally(new IOException("The broker's output has ended."));
                },
                "broker-output");
        reader.setDaemon(true);
        reader.start();
        return ready;
    }

    /** A TCP port of the loopback interface that nobody listens on. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** When its process was started, before its Java did anything. */
    Instant started() {
        return started;
    }

    /** Its largest resident memory up to now. */
    long peakResidentBytes() throws IOException {
        return ProcessUsage.of(pid()).peakResidentBytes();
    }

    /** Its processor time up to now. */
    long cpuNanos() throws IOException {
        return ProcessUsage.of(pid()).cpuNanos();
    }

    /** Whether it still runs. */
    boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once, as a power switch would but for what the operating system holds. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /**
     * Asks it to end and waits until it has.
     *
     * @return whether it did within the time; if not it was ended by force
     */
    boolean stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    /** The address it printed. */
    String address() {
        return address;
    }

    /** Its pauses for garbage collection up to now. */
    Map<Figure, Double> garbage() throws IOException {
        return GarbageLog.read(directory.resolve(GARBAGE_LOG));
    }

    /** Asks it to end, and makes it end when it does not within a while. */
    @Override
    public void close() {
        try {
            stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
