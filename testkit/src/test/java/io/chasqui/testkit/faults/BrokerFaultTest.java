package io.chasqui.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.journal.DiskCall;
import io.chasqui.testkit.journal.DiskFault;
import io.chasqui.testkit.journal.FaultyDisk;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole broker, with its threads, over a disk that fails. */
class BrokerFaultTest {
    private static final int SEGMENT_BYTES = 4 << 20;
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    private Path data;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void saysThatTheLastForceFailed() throws IOException {
        Broker broker = start();
        disk.failAll(Set.of(DiskCall.FORCE), DiskFault.ERROR);

        broker.close();

        assertThat(broker.terminated()).isCompletedExceptionally();
        assertThat(disk.failures()).as("a failed force is not tried again").hasSize(1);
        assertEnds(broker, "Forcing");
        disk.heal();
        start().close();
    }

    @Test
    void saysThatTheDirectoryWasNotLeftCleanly() throws IOException {
        Broker broker = start();
        disk.failAll(Set.of(DiskCall.DELETE), DiskFault.ERROR);

        broker.close();

        assertEnds(broker, "Closing the journal");
        disk.heal();
        start().close();
    }

    @Test
    void endsWhenAnAppendFailsAndStartsAgainWithWhatWasConfirmed() throws IOException {
        Broker broker = start();
        try (JMSContext context = connect()) {
            context.createProducer().send(context.createQueue("orders"), "confirmed");
            disk.failAll(Set.of(DiskCall.APPEND), DiskFault.ERROR);

            assertThatThrownBy(() -> context.createProducer().send(context.createQueue("orders"), "never"))
                    .isInstanceOf(JMSRuntimeException.class);
        }
        assertEnds(broker, "Appending");

        disk.heal();
        Broker next = start();
        try (JMSContext context = connect()) {
            var consumer = context.createConsumer(context.createQueue("orders"));
            assertThat(consumer.receiveBody(String.class, 5_000)).isEqualTo("confirmed");
            assertThat(consumer.receiveBody(String.class, 100)).isNull();
        }
        next.close();
    }

    @Test
    void refusesToStartWithoutSpaceAndSaysSo() {
        disk.fill();

        assertThatIOException()
                .isThrownBy(this::start)
                .withMessageContaining(data.toString())
                .withMessageContaining("No space left")
                .withMessageContaining("free space");
    }

    @Test
    void leavesTheDirectoryFreeWhenNoSegmentCanBeMade() throws IOException {
        disk.failAll(EnumSet.of(DiskCall.ALLOCATE), DiskFault.FULL);

        assertThatThrownBy(this::start)
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining("No space left")
                .hasMessageContaining("free space");

        disk.heal();
        start().close();
    }

    private Broker start() throws IOException {
        return Broker.start(BrokerOptions.embedded("faults", data).withSegmentBytes(SEGMENT_BYTES), disk);
    }

    /** A broker that the application starts is not replaced by one that clients launch. */
    private static JMSContext connect() {
        return new ChasquiConnectionFactory("vm:faults?reconnectTimeoutMillis=100").createContext();
    }

    private void assertEnds(Broker broker, String what) {
        assertThatThrownBy(() -> broker.terminated().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("Reason: ")
                .hasMessageContaining(data.toString());
    }
}
