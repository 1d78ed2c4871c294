package io.chasqui.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A broker in a process of its own with a fresh data directory; closing it ends the process. */
final class BrokerProcess implements AutoCloseable {

    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 20;
    private static final String GARBAGE_LOG = "broker-gc.log";

    private final Process process;
    private final String address;
    private final Path directory;

    private BrokerProcess(Process process, String address, Path directory) {
        this.process = process;
        this.address = address;
        this.directory = directory;
    }

    /**
     * Starts a broker and waits until it says that it is ready.
     *
     * @param directory for its data and its logs; {@code shared} beside it outlives the broker
     * @throws IOException when it does not become ready within a minute; the message names its log
     */
    static BrokerProcess start(Java java, Provider provider, Durability durability, Path directory)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.resolveSibling("shared"));
        List<String> command = new ArrayList<>();
        command.add(provider.brokerMain());
        command.addAll(provider.brokerArguments(Map.of(
                "data", directory.resolve("data").toString(),
                "shared", directory.resolveSibling("shared").toString(),
                "port", Integer.toString(freePort()),
                "durability", durability.word())));
        List<String> options = new ArrayList<>(provider.jvmOptions());
        options.add("-Xlog:gc:file=" + directory.resolve(GARBAGE_LOG));
        Path log = directory.resolve("broker.log");
        Process process = java.start(provider, options, command, log);
        try {
            String address = readyLine(process, provider.readyPrefix()).get(START_SECONDS, TimeUnit.SECONDS);
            return new BrokerProcess(process, address, directory);
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
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
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
