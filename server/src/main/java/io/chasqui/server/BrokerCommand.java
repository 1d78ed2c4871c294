package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "chasqui-data",
            description = "Directory of the journal, made if missing (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("chasqui-data");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = ClientOptions.DEFAULT_PORT,
            description = "TCP port; 0 takes any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only)")
    private String host = "127.0.0.1";

    @Option(
            names = "--durability",
            paramLabel = "disk|os|memory",
            defaultValue = "disk",
            description = {
                "What a confirmation of a persistent message promises (default: ${DEFAULT-VALUE}):",
                "disk: it survives a power cut; os: a crash of the broker; memory: neither"
            })
    private Durability durability = Durability.DISK;

    @Override
    public Integer call() throws CommandFailedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes 0 to " + HIGHEST_PORT + ", but was given " + port);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BrokerRun run = BrokerRun.start(new BrokerSettings(data, host, port, durability), err);
        out.println("Chasqui broker ready: " + run.url());
        out.flush();
        return run.awaitEnd().status();
    }
}
