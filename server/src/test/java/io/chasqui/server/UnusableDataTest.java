package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A broker that cannot start on its data directory: one line says which file, where, why and what to do next. */
class UnusableDataTest {
    private static final int SEGMENT_BYTES = 4 << 20;

    @TempDir
    private Path temporary;

    @Test
    void namesTheDamagedFileAndTheCommandToRunNext() throws IOException {
        Path data = temporary.resolve("data");
        stopABroker(data);
        Path segment = data.resolve("journal/live/segment-10000001.cq4");
        byte[] content = Files.readAllBytes(segment);
        int batch = new String(content, StandardCharsets.ISO_8859_1).indexOf("CHQB");
        content[batch + 20] ^= 1;
        Files.write(segment, content);
        deleteCheckpoints(data);

        assertThat(refusal(data))
                .contains(segment.toString())
                .contains(", offset ")
                .contains("Next: chasqui journal verify " + data);
    }

    @Test
    void namesTheDamagedIndexAndTheCommandToRunNext() throws IOException {
        Path data = temporary.resolve("data");
        stopABrokerWithMessages(data);
        stopABroker(data);
        Path index = data.resolve("journal/index/index-0000000001");
        byte[] content = Files.readAllBytes(index);
        content[20] ^= 1;
        Files.write(index, content);
        Files.delete(data.resolve("journal/segment-10000001.cq4")); // no start from the beginning

        assertThat(refusal(data))
                .contains("Journal file " + index + ", offset 8: the checksum of its head does not match.")
                .endsWith("Next: chasqui journal verify " + data);
    }

    @Test
    void namesTheFileThatIsNamedLikeNoSegment() throws IOException {
        Path data = temporary.resolve("data");
        stopABroker(data);
        Path foreign = Files.createFile(data.resolve("journal/live/segment-copy.cq4"));

        assertThat(refusal(data))
                .contains("Journal file " + foreign + ", offset 0: no segment is named like that")
                .contains("old name");
    }

    @Test
    void saysThatAllSegmentsAreGone() throws IOException {
        Path data = temporary.resolve("data");
        stopABroker(data);
        Files.delete(data.resolve("journal/live/segment-10000001.cq4"));

        assertThat(refusal(data))
                .contains("segment-10000001.cq4, offset 0: segment 1 is missing")
                .endsWith("Next: chasqui journal verify " + data);
    }

    @Test
    void recommendsTheNewerVersionAndNotToVerifyWithThisOne() throws IOException {
        Path data = temporary.resolve("data");
        stopABroker(data);
        Path checkpoint = data.resolve("journal/index/checkpoint-0000000002");
        byte[] content = Files.readAllBytes(checkpoint);
        content[Integer.BYTES] = 9;
        Files.write(checkpoint, content);

        assertThat(refusal(data))
                .contains("Journal file " + checkpoint + ", offset 4: the checkpoint has format version 9")
                .contains("Start the broker in the newer version that wrote it.")
                .doesNotContain("Next: ");
    }

    @Test
    void saysThatTheDirectoryIsAFile() throws IOException {
        Path data = Files.writeString(temporary.resolve("data"), "not a directory");

        assertThat(refusal(data)).contains(data.toString()).contains("Reason: ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatItMayNotWriteThere() {
        Path data = Path.of("/proc/chasqui-data");

        assertThat(refusal(data)).contains(data.toString()).contains("Reason: ").contains("able to write");
    }

    private static void stopABroker(Path data) throws IOException {
        Broker.start(BrokerOptions.standalone(data).withSegmentBytes(SEGMENT_BYTES))
                .close();
    }

    private static void stopABrokerWithMessages(Path data) throws IOException {
        BrokerOptions options = BrokerOptions.embedded("unusable", data).withSegmentBytes(SEGMENT_BYTES);
        try (Broker broker = Broker.start(options);
                JMSContext context = new ChasquiConnectionFactory("vm:" + broker.name()).createContext()) {
            context.createProducer().send(context.createQueue("waiting"), "hello");
        }
    }

    private static void deleteCheckpoints(Path data) throws IOException {
        try (var files = Files.list(data.resolve("journal/index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String refusal(Path data) {
        StringWriter errors = new StringWriter();
        CommandLine program = RootCommand.line().setErr(new PrintWriter(errors, true));

        int status = program.execute("broker", "--data", data.toString(), "--port", "0");

        assertThat(status).isEqualTo(ExitCode.FAILED.status());
        List<String> lines = errors.toString().lines().toList();
        assertThat(lines).as("lines on standard error").hasSize(1);
        return lines.get(0);
    }
}
