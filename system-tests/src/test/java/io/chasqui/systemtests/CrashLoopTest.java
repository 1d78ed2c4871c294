package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.fail;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that a killed broker keeps its promises. Ten rounds by default; the long form is {@code mvn verify
 * -Dcrash.rounds=200 -Dsurefire.timeout.default=3h}, see the operations page of the documentation.
 */
class CrashLoopTest {
    @TempDir
    private Path directory;

    @Test
    @Assertion({"JMS:SPEC:135", "JMS:SPEC:142", "JMS:SPEC:143"})
    void losesAndDoublesNothingWhenTheBrokerIsKilled() throws JMSException {
        LoopSettings settings = LoopSettings.fromSystemProperties("crash", 10);
        Path data = directory.resolve("data");
        int port = BrokerProcess.freePort();
        Scene scene = new Scene();
        Mishap kill = broker -> {
            scene.history().brokerKilled();
            broker.kill();
            BrokerProcess next = BrokerProcess.start(data, port);
            scene.history().brokerReady();
            return next;
        };
        ChasquiConnectionFactory factory =
                new ChasquiConnectionFactory("tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000");

        try {
            new MishapLoop(settings, factory, scene, kill).run(BrokerProcess.start(data, port));
        } catch (AssertionError e) {
            fail("The loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        Verdict.check(scene, settings);
    }
}
