package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.fail;

import io.chasqui.jms.ChasquiConnectionFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that a lost link costs nothing while the broker lives on: sessions are resumed, what was under way is done
 * once, nothing is flagged that the application has not seen. The options are those of the crash loop with {@code cut} in
 * the place of {@code crash}.
 */
class LinkCutTest {
    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenLinksAreCut() {
        LoopSettings settings = LoopSettings.fromSystemProperties("cut", 20);
        int port = BrokerProcess.freePort();
        Scene scene = new Scene();

        try (LinkProxy proxy = LinkProxy.start(port)) {
            Mishap cut = broker -> {
                proxy.cut();
                return broker;
            };
            ChasquiConnectionFactory factory =
                    new ChasquiConnectionFactory("tcp://127.0.0.1:" + proxy.port() + "?reconnectTimeoutMillis=60000");
            new MishapLoop(settings, factory, scene, cut).run(BrokerProcess.start(directory.resolve("data"), port));
        } catch (AssertionError e) {
            fail("The loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        Verdict.check(scene, settings);
    }
}
