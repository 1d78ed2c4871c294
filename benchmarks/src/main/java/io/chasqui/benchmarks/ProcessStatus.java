package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a process is, from the operating system ({@code /proc}, Linux only).
 *
 * @param threads how many it has now
 * @param residentBytes its resident memory now
 * @param peakResidentBytes its largest resident memory so far
 */
record ProcessStatus(int threads, long residentBytes, long peakResidentBytes) {

    private static final long BYTES_PER_KIBIBYTE = 1024;

    /**
     * Reads the status of a running process.
     *
     * @throws IOException when the process is gone or the system has no {@code /proc}
     */
    static ProcessStatus of(long pid) throws IOException {
        return read(Path.of("/proc", Long.toString(pid), "status"));
    }

    /** Reads a file like {@code /proc/PID/status}. */
    static ProcessStatus read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new ProcessStatus(
                Integer.parseInt(value(values, "Threads", file)),
                bytes(value(values, "VmRSS", file)),
                bytes(value(values, "VmHWM", file)));
    }

    private static String value(Map<String, String> values, String label, Path file) throws IOException {
        String value = values.get(label);
        if (value == null) {
            throw new IOException(
                    "Expected a line " + label + ": in " + file + ", but there is none: the process has ended.");
        }
        return value;
    }

    private static long bytes(String kibibytes) {
        return Long.parseLong(kibibytes.replace("kB", "").strip()) * BYTES_PER_KIBIBYTE;
    }
}
