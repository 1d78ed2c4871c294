package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.journal.DiskCall;
import io.chasqui.testkit.journal.DiskFault;
import io.chasqui.testkit.journal.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBrokerTest {
    private static final int SEGMENT_BYTES = 1 << 20;

    @TempDir
    private Path data;

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualClock clock = new ManualClock(1_000_000);

    @Test
    void leavesTheDirectoryFreeWhenItCannotStart() throws IOException {
        disk.failAll(Set.of(DiskCall.ALLOCATE), DiskFault.FULL);
        assertThatExceptionOfType(JournalFailedException.class).isThrownBy(this::start);
        disk.heal();

        try (DirectoryBroker next = start()) {
            assertThat(next.failure()).isNull();
        }
    }

    private DirectoryBroker start() throws IOException {
        return new DirectoryBroker(
                ChronicleJournalStore.open(disk, data, new ChronicleOptions(SEGMENT_BYTES, 0, clock::nowNanos)),
                clock,
                DestinationPolicies.DEFAULT);
    }
}
