package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.journal.FaultyDisk;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker on a disk that has less room than it is to keep free. */
class DiskFloorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void refusesSendsWhileConsumingGoesOn() throws IOException {
        BrokerOptions options = BrokerOptions.embedded("floor", directory);
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm:floor");
        try (Broker broker = Broker.start(options.withFreeDiskFloorBytes(0));
                JMSContext context = factory.createContext()) {
            assertThat(broker.name()).isEqualTo("floor");
            context.createProducer().send(context.createQueue("q"), "a").send(context.createQueue("q"), "b");
        }

        try (Broker broker = Broker.start(options.withFreeDiskFloorBytes(Long.MAX_VALUE));
                JMSContext context = factory.createContext();
                JMSContext transacted = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("q");
            assertThat(broker.name()).isEqualTo("floor");

            assertThatThrownBy(() -> context.createProducer().send(queue, "c"))
                    .isInstanceOf(ResourceAllocationRuntimeException.class)
                    .hasMessageContaining("bytes free but " + Long.MAX_VALUE + " are required");
            transacted.createProducer().send(queue, "d");
            assertThatThrownBy(transacted::commit)
                    .isInstanceOf(TransactionRolledBackRuntimeException.class)
                    .hasMessageContaining("bytes free");
            try (JMSConsumer consumer = transacted.createConsumer(queue)) {
                assertThat(consumer.receiveBody(String.class, 10_000)).isEqualTo("a");
                transacted.commit();
            }
            assertThat(context.createConsumer(queue).receiveBody(String.class, 10_000))
                    .isEqualTo("b");
        }
    }

    @Test
    void noticesThatTheDiskFillsUpAndThatThereIsRoomAgain() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        ChronicleOptions options = new ChronicleOptions(4 << 20, 1, System::nanoTime).withFreeFloorBytes(1 << 20);
        try (ChronicleJournalStore store = ChronicleJournalStore.open(disk, directory, options)) {
            Journal journal = store.start();
            boolean before = journal.room().isLow();

            disk.fill();
            await().atMost(PATIENCE).until(() -> journal.room().isLow());
            FreeRoom full = journal.room();
            disk.heal();
            await().atMost(PATIENCE).until(() -> !journal.room().isLow());

            assertThat(before).isFalse();
            assertThat(full).isEqualTo(new FreeRoom(0, 1 << 20));
        }
    }
}
