package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.history.HistoryChecker;
import io.chasqui.testkit.history.Violation;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
    void losesAndDoublesNothingWhenTheBrokerIsKilled() throws JMSException {
        CrashLoopSettings settings = CrashLoopSettings.fromSystemProperties();
        int port = BrokerProcess.freePort();
        String url = "tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000";
        CrashLoop loop = new CrashLoop(settings, directory.resolve("data"), port, new ChasquiConnectionFactory(url));

        try {
            loop.run();
        } catch (AssertionError e) {
            fail("The crash loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        List<Violation> violations = HistoryChecker.check(loop.scene().history());
        System.out.println("Crash loop " + settings.asOptions() + ": "
                + HistoryChecker.summarise(loop.scene().history()));
        assertThat(violations)
                .as("broken promises; repeat with %s; %s", settings.asOptions(), byKind(violations))
                .isEmpty();
        assertThat(loop.scene().troubles())
                .as("connections that did not come back by themselves; repeat with %s", settings.asOptions())
                .isEmpty();
    }

    private static String byKind(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(Violation::kind, Collectors.counting()))
                .toString();
    }
}
