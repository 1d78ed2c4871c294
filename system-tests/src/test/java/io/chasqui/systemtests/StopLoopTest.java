package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.chasqui.jms.ChasquiConnectionFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that SIGTERM in the middle of work is a clean stop: exit status 0 each time, and clients that go on with the
 * next broker as if nothing had been. The options are those of the crash loop with {@code stop} in the place of
 * {@code crash}.
 */
class StopLoopTest {
    @TempDir
    private Path directory;

    @Test
    void stopsCleanlyUnderWork() {
        LoopSettings settings = LoopSettings.fromSystemProperties("stop", 5);
        Path data = directory.resolve("data");
        int port = BrokerProcess.freePort();
        Scene scene = new Scene();
        Mishap stop = broker -> {
            scene.history().brokerKilled();
            assertThat(broker.terminate())
                    .as("exit status; log: %s", broker.log())
                    .isZero();
            BrokerProcess next = BrokerProcess.start(data, port);
            scene.history().brokerReady();
            return next;
        };
        ChasquiConnectionFactory factory =
                new ChasquiConnectionFactory("tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000");

        try {
            new MishapLoop(settings, factory, scene, stop).run(BrokerProcess.start(data, port));
        } catch (AssertionError e) {
            fail("The loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        Verdict.check(scene, settings);
    }
}
