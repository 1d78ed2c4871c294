package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
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
 * everything else goes to standard error. {@link PlainBrokerLine} reads the same options.
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
            description = "Directory of the journal, made if missing (default: " + BrokerArguments.DEFAULT_DATA + ")")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port; 0 takes any free one (default: " + ClientOptions.DEFAULT_PORT + ")")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Address to listen on (default: " + BrokerArguments.DEFAULT_HOST + ", this machine only)")
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
        if (port != null && (port < 0 || port > BrokerArguments.HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port takes 0 to " + BrokerArguments.HIGHEST_PORT + ", but was given " + port);
        }
        return arguments()
                .run(spec.commandLine().getOut(), spec.commandLine().getErr())
                .status();
    }

    /** What was said. */
    BrokerArguments arguments() {
        return new BrokerArguments(config, data, port, host, durability, insecure);
    }
}
