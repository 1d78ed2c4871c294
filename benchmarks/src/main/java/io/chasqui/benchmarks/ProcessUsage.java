package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used up to now, from the operating system ({@code /proc}, Linux only).
 *
 * @param cpuNanos processor time of all its threads, user and system; a multiple of 10 ms
 * @param peakResidentBytes its largest resident memory so far
 */
record ProcessUsage(long cpuNanos, long peakResidentBytes) {

    /** That of no process. */
    static final ProcessUsage NONE = new ProcessUsage(0, 0);

    /** Linux reports processor time in hundredths of a second, whatever its own tick is. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Places of user and system time behind the parenthesised name of the program, see proc(5). */
    private static final int USER_TICKS_AT = 11;

    private static final int SYSTEM_TICKS_AT = 12;

    /**
     * Reads the usage of a running process.
     *
     * @throws IOException when the process is gone or the system has no {@code /proc}
     */
    static ProcessUsage of(long pid) throws IOException {
        Path directory = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(directory.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS_AT]) + Long.parseLong(fields[SYSTEM_TICKS_AT]);
        return new ProcessUsage(ticks * NANOS_PER_TICK, ProcessStatus.of(pid).peakResidentBytes());
    }
}
