package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assembled folder: complete, without what must not be in it, and its programs keep their contract. */
class DistributionTest {
    private static final String READY = "Chasqui broker ready: ";

    @TempDir
    Path directory = Path.of("");

    @Test
    void holdsServerClientAndJndi() throws IOException {
        assertThat(jars())
                .anyMatch(jar -> jar.startsWith("chasqui-server-"))
                .anyMatch(jar -> jar.startsWith("chasqui-client-"))
                .anyMatch(jar -> jar.startsWith("chasqui-jms-provider-"))
                .anyMatch(jar -> jar.startsWith("chasqui-transport-tcp-"))
                .anyMatch(jar -> jar.startsWith("chasqui-jndi-"));
        assertThat(Program.home()).isDirectoryContaining("glob:**/LICENSE").isDirectoryContaining("glob:**/NOTICE");
    }

    /** Chronicle's manifests name their siblings: a jar that lies in the same folder is loaded, asked for or not. */
    @Test
    void holdsNothingThatReportsElsewhereOrCompilesAtRunTime() throws IOException {
        assertThat(jars())
                .noneMatch(jar -> jar.contains("analytics"))
                .noneMatch(jar -> jar.startsWith("compiler-"))
                .noneMatch(jar -> jar.startsWith("jna") || jar.startsWith("jnr"));
    }

    @Test
    void listsEveryForeignComponentWithItsLicence() throws IOException {
        String listed = Files.readString(Program.home().resolve("THIRD-PARTY.txt"));

        assertThat(jars().stream().filter(jar -> !jar.startsWith("chasqui-")).toList())
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(listed).contains("  " + jar.replaceFirst("-\\d.*", "") + " "));
    }

    @Test
    void namesInItsManifestWhatTheJournalNeedsOfTheJvm() throws IOException {
        String main = jars().stream()
                .filter(jar -> jar.startsWith("chasqui-server-"))
                .findFirst()
                .orElseThrow();
        try (JarFile jar =
                new JarFile(Program.home().resolve("lib").resolve(main).toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Add-Opens")).isEqualTo("java.base/java.lang.reflect");
            assertThat(manifest.getValue("Add-Exports")).isEqualTo("java.base/sun.nio.ch");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "))
                    .allSatisfy(name -> assertThat(Program.home().resolve("lib").resolve(name))
                            .exists());
        }
    }

    @Test
    void tellsItsVersion() throws IOException, InterruptedException {
        try (Program program = Program.start(directory, "--version")) {
            assertThat(program.line()).matches("Chasqui \\d+\\.\\d+\\.\\d+.*");
            assertThat(program.exitStatus()).isZero();
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void movesLinesThroughABrokerThatStopsAndComesBack() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            String url = url(broker);

            assertThat(send(url, "a\nñ\n\nd\n", "--transacted", "3")).contains("Sent 4 messages to queue lines");
            assertThat(receive(url, "2")).containsExactly("a", "ñ");
            assertThat(stop(broker)).isZero();
            assertThat(broker.lines()).as("one line of output").isEmpty();
        }
        try (Program broker = broker()) {
            assertThat(receive(url(broker), "2")).containsExactly("", "d");
            assertThat(stop(broker)).isZero();
        }
    }

    @Test
    void keepsConfirmedLinesThroughAKill() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            send(url(broker), "a\nb\n");
            broker.kill();
            broker.exitStatus();
        }
        try (Program broker = broker()) {
            assertThat(receive(url(broker), "2")).containsExactly("a", "b");
        }
    }

    @Test
    void selectsByTypedProperties() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            String url = url(broker);
            send(url, "small\n", "--property", "size:int=1");
            send(url, "large\n", "--property", "size:int=100");

            assertThat(receive(url, "1", "--selector", "size > 10")).containsExactly("large");
        }
    }

    @Test
    void browsesWithoutTaking() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            String url = url(broker);
            send(url, "a\nb\n", "--property", "size:int=1");
            send(url, "c\n");

            assertThat(browse(url)).containsExactly("a", "b", "c");
            assertThat(browse(url, "--selector", "size = 1", "--count", "1")).containsExactly("a");
            assertThat(receive(url, "3")).containsExactly("a", "b", "c");
            assertThat(browse(url)).isEmpty();
        }
    }

    @Test
    void saysWhenFewerMessagesCameThanWereAskedFor() throws IOException, InterruptedException {
        try (Program broker = broker();
                Program receiver = Program.start(
                        directory,
                        "receive",
                        "--url",
                        url(broker),
                        "--queue",
                        "empty",
                        "--count",
                        "1",
                        "--timeout",
                        "1")) {
            assertThat(receiver.lines()).isEmpty();
            assertThat(receiver.exitStatus()).isEqualTo(3);
        }
    }

    @Test
    void refusesASecondBrokerOnTheSameDirectory() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            url(broker);
            try (Program second = broker()) {
                assertThat(second.line()).isNull();
                assertThat(second.exitStatus()).isEqualTo(1);
                assertThat(second.errors().lines().filter(line -> line.startsWith("chasqui broker: ")))
                        .singleElement()
                        .asString()
                        .contains(Long.toString(broker.pid()));
            }
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException, InterruptedException {
        try (Program broker = broker()) {
            String url = url(broker);
            String port = url.substring(url.lastIndexOf(':') + 1);
            try (Program second = Program.start(directory, "broker", "--data", "other", "--port", port)) {
                assertThat(second.line()).isNull();
                assertThat(second.exitStatus()).isEqualTo(4);
                assertThat(second.errors()).contains("Cannot listen on 127.0.0.1:" + port);
            }
        }
    }

    @Test
    void letsInTheUsersOfItsFileOnly() throws IOException, InterruptedException {
        try (Program adding = Program.start(
                directory, "user", "add", "--file", "users", "--groups", "staff", "--password-stdin", "anna")) {
            adding.type("secret\n");
            assertThat(adding.exitStatus()).as(adding.errors()).isZero();
        }
        try (Program listing = Program.start(directory, "user", "list", "--file", "users")) {
            assertThat(listing.lines()).containsExactly("anna staff");
        }
        Files.writeString(directory.resolve("chasqui.properties"), "data=data\nport=0\nsecurity.users=users\n");
        try (Program broker = Program.start(directory, "broker", "--config", "chasqui.properties")) {
            String url = url(broker);
            send(url + "?user=anna&password=secret", "a\n");
            try (Program refused = Program.start(directory, "send", "--url", url, "--queue", "lines")) {
                refused.type("b\n");
                assertThat(refused.exitStatus()).isEqualTo(1);
                assertThat(refused.errors()).contains("lets nobody in without a name");
            }
        }
    }

    @Test
    void setsMessagesAsideAsConfigured() throws IOException, InterruptedException, JMSException {
        Files.writeString(directory.resolve("chasqui.properties"), """
                data=data
                port=0
                destination.queue.lines.maxDeliveries=1
                destination.queue.lines.deadLetterQueue=failed.{name}
                """);
        try (Program broker = Program.start(directory, "broker", "--config", "chasqui.properties")) {
            String url = url(broker);
            send(url, "poison\n");
            try (JMSContext context = new ChasquiConnectionFactory(url).createContext(JMSContext.SESSION_TRANSACTED)) {
                assertThat(context.createConsumer(context.createQueue("lines")).receive(20_000))
                        .isNotNull();
                context.rollback();
                Message letter = context.createConsumer(context.createQueue("failed.lines"))
                        .receive(20_000);
                assertThat(letter.getStringProperty("JMS_Chasqui_Origin")).isEqualTo("queue lines");
            }
        }
    }

    private Program broker() throws IOException {
        return Program.start(directory, "broker", "--data", "data", "--port", "0");
    }

    private static String url(Program broker) throws IOException {
        String line = broker.line();
        assertThat(line).as(broker.errors()).startsWith(READY + "tcp://127.0.0.1:");
        return line.substring(READY.length());
    }

    private static int stop(Program broker) throws InterruptedException {
        broker.terminate();
        return broker.exitStatus();
    }

    private String send(String url, String text, String... more) throws IOException, InterruptedException {
        String[] common = {"send", "--url", url, "--queue", "lines"};
        String[] args = Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
        try (Program sender = Program.start(directory, args)) {
            sender.type(text);
            assertThat(sender.exitStatus()).as(sender.errors()).isZero();
            return sender.errors();
        }
    }

    private List<String> receive(String url, String count, String... more) throws IOException, InterruptedException {
        String[] common = {"receive", "--url", url, "--queue", "lines", "--timeout", "20", "--count", count};
        String[] args = Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
        try (Program receiver = Program.start(directory, args)) {
            List<String> lines = receiver.lines();
            assertThat(receiver.exitStatus()).as(receiver.errors()).isZero();
            return lines;
        }
    }

    private List<String> browse(String url, String... more) throws IOException, InterruptedException {
        String[] common = {"browse", "--url", url, "--queue", "lines"};
        String[] args = Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
        try (Program browser = Program.start(directory, args)) {
            List<String> lines = browser.lines();
            assertThat(browser.exitStatus()).as(browser.errors()).isZero();
            return lines;
        }
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(Program.home().resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
