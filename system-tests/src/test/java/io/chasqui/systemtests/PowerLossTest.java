package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.history.HistoryChecker;
import io.chasqui.testkit.history.Source;
import io.chasqui.testkit.history.Violation;
import io.chasqui.testkit.history.ViolationKind;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that what was confirmed with durability {@code disk} outlives a power cut, and that the checker would notice
 * if it did not: {@code os} promises less, and loses. The options are those of the crash loop with {@code power} in the
 * place of {@code crash}. Skipped where no file system can be mounted.
 */
class PowerLossTest {
    private static final int DISK_MEBIBYTES = 512;
    private static final long BEFORE_THE_CUT = 200;
    private static final String QUEUE = "orders";

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final Scene scene = new Scene();
    private final String url = "tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000";
    private final ChasquiConnectionFactory factory = new ChasquiConnectionFactory(url);

    @Test
    void losesNothingThatWasConfirmedWithDisk() {
        LoopSettings settings = LoopSettings.fromSystemProperties("power", 5);
        try (LoopImage disk = LoopImage.create(directory, DISK_MEBIBYTES)) {
            BrokerSetup setup = setup(disk).with(Extras.SETTINGS.toArray(String[]::new));
            Extras extras = new Extras(factory, new ChasquiXAConnectionFactory(url), scene, settings);
            Mishap cut = broker -> {
                BrokerProcess next = cut(disk, broker, setup);
                extras.countBranchesInDoubt();
                return next;
            };

            new MishapLoop(settings, factory, scene, cut, List.of(extras)).run(BrokerProcess.start(setup));
        } catch (AssertionError e) {
            fail("The loop did not come to its end; repeat with " + settings.asOptions(), e);
        }

        Verdict.check(scene, settings);
        Verdict.checkThatAllKindsHappened(scene, settings);
    }

    @Test
    void noticesWhatIsLostWithOs() throws JMSException {
        scene.history().opened(Source.exclusiveQueue(QUEUE));
        try (LoopImage disk = LoopImage.create(directory, DISK_MEBIBYTES)) {
            BrokerSetup setup = setup(disk).withDurability("os");
            BrokerProcess broker = BrokerProcess.start(setup);
            Thread sender = new Thread(sender(), "sender");
            try {
                sender.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> scene.progress() >= BEFORE_THE_CUT);
                broker = cut(disk, broker, setup);
                scene.endProducing();
                sender.join(Duration.ofSeconds(30).toMillis());
                assertThat(sender.isAlive()).as("the sender still sends").isFalse();
                new Drain(factory, scene, List.of(QUEUE)).runQueues();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("The test was interrupted, probably by its time limit.", e);
            } finally {
                broker.close();
            }
        }

        List<ViolationKind> kinds = HistoryChecker.check(scene.history()).stream()
                .map(Violation::kind)
                .toList();
        System.out.println("os: " + HistoryChecker.summarise(scene.history()) + ", "
                + Collections.frequency(kinds, ViolationKind.LOST) + " of the confirmed messages are lost");
        assertThat(kinds).contains(ViolationKind.LOST);
    }

    private BrokerSetup setup(LoopImage disk) {
        return BrokerSetup.of(disk.directory().resolve("data"), port)
                .withFilesIn(directory)
                .with("journal.segmentBytes = 4194304");
    }

    private BrokerProcess cut(LoopImage disk, BrokerProcess broker, BrokerSetup setup) {
        scene.history().brokerKilled();
        disk.cutPower(broker.pid());
        broker.kill();
        disk.restorePower();
        BrokerProcess next = BrokerProcess.start(setup);
        scene.history().brokerReady();
        return next;
    }

    private Worker sender() {
        Budget budget = new Budget();
        budget.refill(100_000);
        SingleSends.Tools tools = new SingleSends.Tools(
                scene,
                new Notebook("sender", false, scene),
                new MessageMaker("sender", new SplittableRandom(1), 1_000),
                budget);
        return new Worker("sender", factory, scene, connection -> {
            tools.notebook().startOver();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return new SingleSends(tools, session, session.createProducer(session.createQueue(QUEUE)), QUEUE, 0);
        });
    }
}
