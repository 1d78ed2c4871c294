package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counters and clocks at one edge of the measured phase; the figures come from two of them.
 *
 * @param nanos {@link System#nanoTime}
 * @param sent messages sent so far
 * @param received messages received so far
 * @param broker what the broker process has used so far
 * @param client what this process has used so far
 */
record Snapshot(long nanos, long sent, long received, ProcessUsage broker, ProcessUsage client) {

    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

    /** Takes a snapshot now; process 0 has used nothing. */
    static Snapshot of(Traffic traffic, long brokerPid) {
        try {
            return new Snapshot(
                    System.nanoTime(),
                    traffic.sentMessages(),
                    traffic.receivedMessages(),
                    brokerPid == 0 ? ProcessUsage.NONE : ProcessUsage.of(brokerPid),
                    ProcessUsage.of(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read what the broker, process " + brokerPid + ", has used", e);
        }
    }

    /** What happened per second and per message between this snapshot and a later one. */
    Map<Figure, Double> until(Snapshot end) {
        double seconds = (end.nanos - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
        double messages = end.received - received;
        double brokerMicros = micros(end.broker.cpuNanos() - broker.cpuNanos()) / messages;
        double clientMicros = micros(end.client.cpuNanos() - client.cpuNanos()) / messages;
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.MESSAGES_PER_SECOND, messages / seconds);
        figures.put(Figure.SENT_PER_SECOND, (end.sent - sent) / seconds);
        figures.put(Figure.BROKER_CPU_MICROS, brokerMicros);
        figures.put(Figure.CLIENT_CPU_MICROS, clientMicros);
        figures.put(Figure.CPU_MICROS, brokerMicros + clientMicros);
        return figures;
    }

    /** The peaks of memory up to this snapshot, best taken at the end of a run. */
    Map<Figure, Double> peaks() {
        if (broker.equals(ProcessUsage.NONE)) {
            return Map.of(Figure.CLIENT_PEAK_MEBIBYTES, client.peakResidentBytes() / BYTES_PER_MEBIBYTE);
        }
        return Map.of(
                Figure.BROKER_PEAK_MEBIBYTES, broker.peakResidentBytes() / BYTES_PER_MEBIBYTE,
                Figure.CLIENT_PEAK_MEBIBYTES, client.peakResidentBytes() / BYTES_PER_MEBIBYTE);
    }

    private static double micros(long nanos) {
        return nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
