package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.fail;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.Assertion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that a killed broker keeps its promises, on small segments. Twenty rounds by default; the long form is
 * {@code mvn verify -Dcrash.rounds=300 -Dsurefire.timeout.default=3h}, see the documentation's page about proofs.
 */
class CrashLoopTest {
    @TempDir
    private Path directory;

    @Test
    @Assertion({"JMS:SPEC:135", "JMS:SPEC:142", "JMS:SPEC:143"})
    void losesAndDoublesNothingWhenTheBrokerIsKilled() {
        LoopSettings settings = LoopSettings.fromSystemProperties("crash", 20);
        int port = BrokerProcess.freePort();
        BrokerSetup setup = BrokerSetup.of(directory.resolve("data"), port)
                .with("journal.segmentBytes = 4194304")
                .with(Extras.SETTINGS.toArray(String[]::new));
        Scene scene = new Scene();
        String url = "tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000";
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(url);
        Extras extras = new Extras(factory, new ChasquiXAConnectionFactory(url), scene, settings);
        Mishap kill = broker -> {
            scene.history().brokerKilled();
            broker.kill();
            BrokerProcess next = BrokerProcess.start(setup);
            scene.history().brokerReady();
            extras.countBranchesInDoubt();
            return next;
        };

        try {
            new MishapLoop(settings, factory, scene, kill, List.of(extras)).run(BrokerProcess.start(setup));
        } catch (AssertionError e) {
            fail("The loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        Verdict.check(scene, settings);
        Verdict.checkThatAllKindsHappened(scene, settings);
    }
}
