package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Disk use and memory of a broker over time.
 *
 * @param samples in the order of time
 */
record DiskSamples(List<Sample> samples) {

    /**
     * One look.
     *
     * @param second since the first one
     * @param diskBytes what the data directory takes on the disk
     * @param peakResidentBytes largest resident memory of the broker up to now
     */
    record Sample(long second, long diskBytes, long peakResidentBytes) {}

    DiskSamples {
        samples = List.copyOf(samples);
    }

    /** Looks again and again until the time is over or the broker is gone. */
    static DiskSamples take(Path data, BrokerProcess broker, int everySeconds, int seconds)
            throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (long second = 0; second <= seconds && broker.alive(); second += everySeconds) {
            samples.add(new Sample(second, Folders.diskBytes(data), broker.peakResidentBytes()));
            TimeUnit.SECONDS.sleep(Math.min(everySeconds, seconds - second));
        }
        return new DiskSamples(samples);
    }

    /**
     * The largest disk use of one half of the time; what grows shows in their difference.
     *
     * @param late the second half instead of the first
     */
    long peakBytes(boolean late) {
        long end = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).second();
        return samples.stream()
                .filter(sample -> sample.second() * 2 > end == late)
                .mapToLong(Sample::diskBytes)
                .max()
                .orElse(0);
    }

    /** Writes them as comma-separated values. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("second,disk_bytes,peak_resident_bytes");
        samples.forEach(sample -> lines.add(String.format(
                Locale.ROOT, "%d,%d,%d", sample.second(), sample.diskBytes(), sample.peakResidentBytes())));
        Files.write(file, lines);
    }
}
