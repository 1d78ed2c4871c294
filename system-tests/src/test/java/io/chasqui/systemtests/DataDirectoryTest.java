package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker per data directory. */
class DataDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void refusesASecondBrokerAndNamesTheHolder() {
        Path data = directory.resolve("data");
        try (BrokerProcess holder = BrokerProcess.start(data, BrokerProcess.freePort());
                BrokerProcess second = BrokerProcess.launch(data, BrokerProcess.freePort())) {
            int status = second.awaitExit();

            assertThat(status).as("exit status of the second broker").isPositive();
            assertThat(second.furtherOutput()).as("its standard output").isEmpty();
            assertThat(second.log()).contains(Long.toString(holder.pid())).contains(data.toString());
            assertThat(holder.terminate()).as("exit status of the holder").isZero();
        }
    }

    @Test
    void startsAgainBehindABrokerThatWasKilled() {
        Path data = directory.resolve("data");
        int port = BrokerProcess.freePort();
        try (BrokerProcess killed = BrokerProcess.start(data, port)) {
            killed.kill();

            try (BrokerProcess next = BrokerProcess.start(data, port)) {
                assertThat(next.terminate())
                        .as("exit status; log: %s", next.log())
                        .isZero();
            }
        }
    }
}
