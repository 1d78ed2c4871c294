package io.chasqui.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs an Eclipse OpenMQ broker with its file store and its defaults, except for the limits of a destination, which its
 * workloads would meet. Its jars come from its distribution and are not there when this is compiled, so its main class is
 * called by name. Prints one line when it can be used.
 */
@Command(name = "openmq-broker", description = "Runs an Eclipse OpenMQ broker for a comparison.")
final class OpenMqBroker implements Callable<Integer> {

    private static final String MAIN = "com.sun.messaging.jmq.jmsserver.Broker";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String UNLIMITED = "-1";

    @Option(names = "--data", required = true, description = "directory for all files of the broker")
    @Nullable
    private Path data;

    @Option(names = "--port", required = true, description = "TCP port on the loopback interface")
    private int port;

    @Option(names = "--durability", required = true, description = "disk: forced; os: written, not forced")
    @Nullable
    private Durability durability;

    private OpenMqBroker() {}

    /** Starts the broker; it runs until the process is told to end. */
    public static void main(String[] arguments) {
        int status = new CommandLine(new OpenMqBroker())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws IOException, ReflectiveOperationException, URISyntaxException {
        if (data == null || durability == null) {
            throw new IllegalStateException("Expected --data and --durability; give both.");
        }
        Files.createDirectories(data);
        Class<?> broker = Class.forName(MAIN, false, OpenMqBroker.class.getClassLoader());
        Path jar = Path.of(
                broker.getProtectionDomain().getCodeSource().getLocation().toURI());
        home(jar.resolveSibling(".."), data).forEach(System::setProperty);
        broker.getMethod("main", String[].class)
                .invoke(null, (Object) arguments(durability).toArray(String[]::new));
        System.out.println("OpenMQ broker ready: mqtcp://" + LOOPBACK + ":" + port + "/jms");
        return 0;
    }

    /** Where it finds its own files and keeps its data: {@code lib} is where its jars are. */
    private static Map<String, String> home(Path relative, Path variable) {
        Path distribution = relative.normalize();
        return Map.of(
                "imq.home", distribution.toString(),
                "imq.etchome", distribution.resolve("etc").toString(),
                "imq.libhome", distribution.resolve("lib").toString(),
                "imq.varhome", variable.toString());
    }

    private List<String> arguments(Durability promised) throws IOException {
        return List.of(
                "-tty",
                "-name",
                "benchmark",
                "-port",
                Integer.toString(BrokerProcess.freePort()), // for its port mapper, which nobody asks
                setting("jms.tcp.hostname", LOOPBACK),
                setting("jms.tcp.port", Integer.toString(port)),
                setting("jms.max_threads", "5000"),
                setting("persist.file.sync.enabled", Boolean.toString(promised == Durability.DISK)),
                setting("autocreate.destination.maxNumMsgs", UNLIMITED),
                setting("autocreate.destination.maxTotalMsgBytes", UNLIMITED),
                setting("autocreate.destination.maxBytesPerMsg", UNLIMITED),
                setting("autocreate.destination.maxNumProducers", UNLIMITED));
    }

    private static String setting(String name, String value) {
        return "-Dimq." + name + "=" + value;
    }
}
