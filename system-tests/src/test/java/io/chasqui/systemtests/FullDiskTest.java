package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.history.HistoryChecker;
import io.chasqui.testkit.history.Outcome;
import io.chasqui.testkit.history.Source;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that a full disk is an inconvenience: sends are refused, everything else goes on, and when there is room again
 * so do the sends; a crash in between loses nothing. Skipped where no file system can be mounted.
 */
class FullDiskTest {
    private static final int DISK_MEBIBYTES = 112;
    private static final int BALLAST_MEBIBYTES = 24;
    private static final int BODY_BYTES = 40_000;
    private static final int MORE_THAN_FIT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String QUEUE = "orders";

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final ChasquiConnectionFactory factory =
            new ChasquiConnectionFactory("tcp://127.0.0.1:" + port + "?reconnectTimeoutMillis=60000");
    private final Scene scene = new Scene();
    private final Notebook sender = new Notebook("sender", false, scene);
    private final Notebook reader = new Notebook("reader", true, scene);
    private final MessageMaker maker = new MessageMaker("sender", new SplittableRandom(4), BODY_BYTES);
    private LoopImage disk;
    private BrokerSetup setup;
    private BrokerProcess broker;

    @BeforeEach
    void startOnASmallDisk() {
        scene.history().opened(Source.exclusiveQueue(QUEUE));
        disk = LoopImage.create(directory, DISK_MEBIBYTES);
        setup = BrokerSetup.of(disk.directory().resolve("data"), port)
                .withFilesIn(directory)
                .with("journal.segmentBytes = 4194304");
        broker = BrokerProcess.start(setup);
    }

    @AfterEach
    void giveTheDiskBack() {
        if (broker != null) {
            broker.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void refusesSendsUntilConsumersHaveMadeRoom() throws JMSException {
        int accepted = fill();

        assertThat(accepted).isGreaterThan(500);
        assertRefused();
        consume(accepted / 2);
        awaitAccepted();

        assertNothingIsMissingAfterACrash();
    }

    @Test
    void goesOnWhenAFileOfSomebodyElseHasGone() throws JMSException, IOException {
        for (int i = 0; i < 100; i++) {
            assertThat(send()).isTrue();
        }
        try (Ballast ballast = Ballast.fill(disk.directory().resolve("ballast"))) {
            int accepted = fill();

            assertThat(ballast.bytes()).isPositive();
            assertThat(accepted).as("what the reserve takes").isLessThan(2_000);
            assertRefused();
            consume(30);
        }
        awaitAccepted();

        assertNothingIsMissingAfterACrash();
    }

    @Test
    void startsAgainOnAFullDisk() throws JMSException, IOException {
        try (Ballast ballast = Ballast.of(disk.directory().resolve("ballast"), BALLAST_MEBIBYTES)) {
            int accepted = fill();

            crash();
            assertThat(ballast.bytes()).isPositive();
            consume(accepted / 2);
        }
        awaitAccepted();

        assertNothingIsMissingAfterACrash();
    }

    /** Sends until the disk is full; returns how many messages were accepted. */
    private int fill() throws JMSException {
        int accepted = 0;
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
            while (send(session, producer)) {
                assertThat(++accepted).as("messages on a small disk").isLessThan(MORE_THAN_FIT);
            }
        }
        return accepted;
    }

    /** Sends one message; whether it was accepted. */
    private boolean send() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            return send(session, session.createProducer(session.createQueue(QUEUE)));
        }
    }

    private boolean send(Session session, MessageProducer producer) throws JMSException {
        MessageMaker.Made made = maker.next(session);
        sender.sending(made, QUEUE, true);
        try {
            producer.send(made.message());
            sender.settle(Outcome.CONFIRMED);
            return true;
        } catch (ResourceAllocationException e) {
            sender.settle(Outcome.FAILED);
            assertThat(e).hasMessageContaining("Free disk space");
            return false;
        }
    }

    /** Single sends and transactions are refused at once, and say why. */
    private void assertRefused() throws JMSException {
        assertThat(send()).isFalse();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
            assertThatThrownBy(() -> {
                        producer.send(session.createTextMessage("refused"));
                        session.commit();
                    })
                    .isInstanceOf(JMSException.class)
                    .hasStackTraceContaining("Free disk space");
        }
    }

    /** Reads so many messages in transactions, all of which have to commit. */
    private void consume(int count) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            TransactedReading.Reader queue = Cast.queueReader(session, QUEUE);
            for (int i = 1; i <= count; i++) {
                Message message = queue.consumer().receive(PATIENCE.toMillis());
                assertThat(message).as("message %d of %d", i, count).isNotNull();
                reader.received(message, QUEUE);
                if (i % 10 == 0 || i == count) {
                    reader.ending();
                    session.commit();
                    reader.settle(Outcome.CONFIRMED);
                }
            }
        }
    }

    private void awaitAccepted() {
        try {
            await("sends after room was made").atMost(PATIENCE).until(this::send);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Sends are still refused. The files:\n" + files() + "\nThe broker's log:\n" + broker.log(), e);
        }
    }

    private String files() {
        try {
            return Tool.run("ls", "-lsR", disk.directory().toString())
                    + Tool.run("df", disk.directory().toString());
        } catch (Tool.FailedException e) {
            return e.getMessage();
        }
    }

    private void crash() {
        scene.history().brokerKilled();
        broker.kill();
        broker = BrokerProcess.start(setup);
        scene.history().brokerReady();
    }

    private void assertNothingIsMissingAfterACrash() throws JMSException {
        crash();
        new Drain(factory, scene, List.of(QUEUE)).runQueues();

        System.out.println(HistoryChecker.summarise(scene.history()));
        assertThat(HistoryChecker.check(scene.history()))
                .as("broken promises; log: %s", broker.log())
                .isEmpty();
    }
}
