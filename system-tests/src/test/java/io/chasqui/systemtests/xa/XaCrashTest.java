package io.chasqui.systemtests.xa;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.systemtests.BrokerProcess;
import jakarta.transaction.TransactionManager;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash between prepare and commit, of the broker and of the transaction manager. */
class XaCrashTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();

    @Test
    void commitsAfterTheBrokerWasKilledBetweenPrepareAndCommit() throws Exception {
        TransactionManager manager = TransactionService.manager(TransactionService.ownStore());
        Path data = directory.resolve("data");
        BrokerProcess broker = BrokerProcess.start(data, port);
        try (Participant participant = Participant.at(url("?reconnectTimeoutMillis=500"))) {
            participant.send("in", "question");
            manager.begin();
            manager.getTransaction().enlistResource(OtherResource.committing(broker::kill));
            manager.getTransaction().enlistResource(participant.resource());
            participant.receive("in");
            participant.send("out", "answer");
            manager.commit();
        }
        try (BrokerProcess again = BrokerProcess.start(data, port);
                Participant participant = Participant.at(url(""))) {
            assertInDoubt(participant, 1);

            TransactionService.recover(participant.resource());

            assertCommitted(participant);
            assertThat(again.staysAlive(java.time.Duration.ZERO)).isTrue();
        }
    }

    @Test
    void commitsAfterTheManagerDiedBetweenPrepareAndCommit() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("data"), port);
                Participant participant = Participant.at(url(""))) {
            participant.send("in", "question");
            assertThat(run(DyingApplication.class)).isEqualTo(DyingApplication.DEAD);
            assertInDoubt(participant, 1);

            assertThat(run(RecoveringApplication.class)).isZero();

            assertCommitted(participant);
            assertThat(broker.staysAlive(java.time.Duration.ZERO)).isTrue();
        }
    }

    private static void assertInDoubt(Participant participant, int branches) throws Exception {
        assertThat(participant.resource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .hasSize(branches);
        if (branches > 0) {
            assertThat(participant.findsNothing("in")).isTrue();
            assertThat(participant.findsNothing("out")).isTrue();
        }
    }

    private static void assertCommitted(Participant participant) throws Exception {
        assertInDoubt(participant, 0);
        assertThat(participant.receive("out")).isEqualTo("answer");
        assertThat(participant.findsNothing("out")).isTrue();
        assertThat(participant.findsNothing("in")).isTrue();
    }

    private int run(Class<?> application) throws Exception {
        File log = directory.resolve(application.getSimpleName() + ".log").toFile();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        application.getName(),
                        url(""),
                        directory.resolve("transactions").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String url(String options) {
        return "tcp://127.0.0.1:" + port + options;
    }
}
