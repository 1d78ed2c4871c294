package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code chasqui broker}: a broker of its own. Standard output gets exactly one line, when it accepts connections;
 * everything else goes to standard error.
 */
@Command(
        name = "broker",
        description = {
            "Starts a broker and runs it until SIGTERM or SIGINT.",
            "Prints 'Chasqui broker ready: tcp://HOST:PORT' when it accepts connections; logs go to standard error."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BrokerCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final String DEFAULT_DATA = "chasqui-data";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; options of the command line go before it")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the journal, made if missing (default: " + DEFAULT_DATA + ")")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port; 0 takes any free one (default: " + ClientOptions.DEFAULT_PORT + ")")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Address to listen on (default: " + DEFAULT_HOST + ", this machine only)")
    private @Nullable String host;

    @Option(
            names = "--durability",
            paramLabel = "disk|os|memory",
            description = {
                "What a confirmation of a persistent message promises (default: disk):",
                "disk: it survives a power cut; os: a crash of the broker; memory: neither"
            })
    private @Nullable Durability durability;

    @Option(
            names = "--insecure",
            description = "Listen on other addresses than this machine's own although there are no users")
    private boolean insecure;

    @Override
    public Integer call() throws CommandFailedException {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes 0 to " + HIGHEST_PORT + ", but was given " + port);
        }
        BrokerSettings settings = settings(config == null ? Configuration.none() : Configuration.read(config));
        checkExposure(settings);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BrokerRun run = BrokerRun.start(settings, err);
        out.println("Chasqui broker ready: " + run.url());
        out.flush();
        return run.awaitEnd().status();
    }

    private BrokerSettings settings(Configuration file) throws CommandFailedException {
        return new BrokerSettings(
                data != null ? data : file.path("data").orElse(Path.of(DEFAULT_DATA)),
                host != null ? host : file.value("host").orElse(DEFAULT_HOST),
                port != null ? port : file.port("port").orElse(Integer.valueOf(ClientOptions.DEFAULT_PORT)),
                durability != null ? durability : file.durability("durability").orElse(Durability.DISK),
                JournalConfiguration.read(file),
                PolicyConfiguration.read(file),
                SecurityConfiguration.read(file));
    }

    /** A broker without users is for this machine only, unless somebody takes the responsibility. */
    private void checkExposure(BrokerSettings settings) throws CommandFailedException {
        if (!settings.security().isOpen() || insecure) {
            return;
        }
        try {
            if (TcpAcceptorOptions.defaults().withHost(settings.host()).isLoopback()) {
                return;
            }
        } catch (IOException unknown) {
            throw new CommandFailedException(
                    ExitCode.NO_ADDRESS,
                    "Cannot listen on " + settings.host() + ": the host is unknown. Use an address of this machine.",
                    unknown);
        }
        throw new CommandFailedException("There are no users, so everybody who reaches " + settings.host()
                + " could read and write everything. Set security.users in a configuration file (--config), listen on "
                + DEFAULT_HOST + ", or take the risk with --insecure.");
    }
}
