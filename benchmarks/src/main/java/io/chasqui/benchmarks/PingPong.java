package io.chasqui.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** 1 KiB there and back over TCP on loopback between two processes with blocking sockets: the least a call can cost. */
final class PingPong {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int BYTES = 1024;

    private PingPong() {}

    /**
     * Measures, or answers when the only argument is the port of the process that measures.
     *
     * @param arguments see {@link YardstickArguments}
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1) {
            answer(Integer.parseInt(arguments[0]));
            return;
        }
        YardstickArguments parsed = YardstickArguments.of(arguments);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process answering = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            PingPong.class.getName(),
                            Integer.toString(server.getLocalPort()))
                    .inheritIO()
                    .start();
            try (Socket socket = server.accept()) {
                ask(socket, parsed.warmUpSeconds());
                parsed.write(ask(socket, parsed.measuredSeconds()));
            } finally {
                answering.destroy();
            }
        }
    }

    private static Histogram ask(Socket socket, int seconds) throws IOException {
        socket.setTcpNoDelay(true);
        Histogram roundTripNanos = Latencies.histogram();
        OutputStream out = socket.getOutputStream();
        var in = new DataInputStream(socket.getInputStream());
        byte[] bytes = new byte[BYTES];
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNanos) {
            long beginNanos = System.nanoTime();
            out.write(bytes);
            in.readFully(bytes);
            roundTripNanos.recordValue(System.nanoTime() - beginNanos);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return roundTripNanos;
    }

    private static void answer(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            var in = new DataInputStream(socket.getInputStream());
            byte[] bytes = new byte[BYTES];
            while (in.read() >= 0) {
                in.readFully(bytes, 1, BYTES - 1);
                out.write(bytes);
            }
        }
    }
}
