package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of direction finds what it forbids: small classes are compiled and shown to the rules. */
class DirectionsTest {
    private static final List<String> STAND_INS = List.of(
            "net.openhft.chronicle.queue.Q",
            "jakarta.jms.Message",
            "io.chasqui.broker.Broker",
            "io.chasqui.broker.state.MutableBrokerState",
            "io.chasqui.jms.Factory");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "chronicle       ~ io.chasqui.broker.state ~ net.openhft.chronicle.queue.Q q;",
                "network         ~ io.chasqui.server       ~ java.net.ServerSocket s;",
                "network         ~ io.chasqui.broker.state ~ java.nio.channels.SocketChannel s;",
                "jakarta-jms     ~ io.chasqui.protocol     ~ jakarta.jms.Message m;",
                "jakarta-jms     ~ io.chasqui.broker.state ~ jakarta.jms.Message m;",
                "provider-engine ~ io.chasqui.jms.client   ~ io.chasqui.broker.Broker b;",
                "engine-provider ~ io.chasqui.broker.loop  ~ io.chasqui.jms.Factory f;",
                "protocol-alone  ~ io.chasqui.protocol     ~ io.chasqui.jms.Factory f;",
                "protocol-pure   ~ io.chasqui.protocol.codec ~ java.util.concurrent.BlockingQueue<String> q;",
                "threads         ~ io.chasqui.broker.state ~ Thread t;",
                "threads         ~ io.chasqui.broker.dispatch ~ java.util.concurrent.locks.ReentrantLock l;",
                "clock           ~ io.chasqui.server       ~ long t = System.nanoTime();",
                "clock           ~ io.chasqui.jms.client   ~ java.util.function.LongSupplier t = System::nanoTime;",
                "clock           ~ io.chasqui.jms.client   ~ Object r = new java.util.Random();",
                "mutable-state   ~ io.chasqui.broker.dispatch ~ io.chasqui.broker.state.MutableBrokerState s;",
                "deserialisation ~ io.chasqui.broker.state ~ java.io.ObjectInputStream in;",
            })
    void findWhatIsForbidden(String rule, String packageName, String member) throws IOException {
        compile(Map.of(packageName + ".Subject", member));

        assertThat(broken()).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "io.chasqui.broker.journal.chronicle ~ net.openhft.chronicle.queue.Q q; Thread t;",
                "io.chasqui.transport.tcp            ~ java.nio.channels.SocketChannel s;",
                "io.chasqui.broker.journal           ~ java.nio.channels.FileChannel c; java.net.URI uri;",
                "io.chasqui.broker.loop              ~ java.util.concurrent.locks.ReentrantLock l;",
                "io.chasqui.jms                      ~ jakarta.jms.Message m; Thread t;",
                "io.chasqui.samples                  ~ long t = System.currentTimeMillis();",
            })
    void areSilentAboutWhatIsAllowed(String packageName, String member) throws IOException {
        compile(Map.of(packageName + ".Subject", member));

        assertThat(broken()).isEmpty();
    }

    @Test
    void findCyclesOfPackages() throws IOException {
        compile(Map.of(
                "io.chasqui.broker.event.Subject", "io.chasqui.broker.state.Other o;",
                "io.chasqui.broker.state.Other", "io.chasqui.broker.event.Subject s;"));

        assertThat(broken()).containsExactly("cycles");
    }

    private Stream<String> broken() {
        return DependencyReport.over(List.of())
                .violations(DependencyRules.all(), new ClassFileImporter().importPath(folder.resolve("classes")))
                .entrySet()
                .stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    /** Compiles the subjects; stand-ins for what they may name are seen and not compiled. */
    private void compile(Map<String, String> membersByType) throws IOException {
        for (String standIn : STAND_INS) {
            write(standIn, "");
        }
        List<Path> subjects = new ArrayList<>();
        for (Map.Entry<String, String> subject : membersByType.entrySet()) {
            subjects.add(write(subject.getKey(), subject.getValue()));
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> options =
                List.of("-proc:none", "-implicit:none", "-d", classes.toString(), "-sourcepath", folder.toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromPaths(subjects))
                    .call();
            assertThat(compiled).as(problems.toString()).isTrue();
        }
    }

    private Path write(String type, String members) throws IOException {
        int dot = type.lastIndexOf('.');
        Path file = folder.resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        String text = "package " + type.substring(0, dot) + "; public class " + type.substring(dot + 1) + " { "
                + members + " }";
        return Files.writeString(file, text);
    }
}
