package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of a broker; null where it says nothing and the configuration file or the default counts.
 *
 * @param config the configuration file
 * @param data the journal's directory
 * @param port TCP port, 0 to 65535; 0 takes any free one
 * @param host where to listen
 * @param durability what a confirmation promises
 * @param insecure whether a broker without users may listen for other machines
 */
record BrokerArguments(
        @Nullable Path config,
        @Nullable Path data,
        @Nullable Integer port,
        @Nullable String host,
        @Nullable Durability durability,
        boolean insecure) {
    static final String DEFAULT_HOST = "127.0.0.1";
    static final String DEFAULT_DATA = "chasqui-data";
    static final int HIGHEST_PORT = 65_535;

    /**
     * Starts the broker, says where it is ready, and runs it until it ends.
     *
     * @param out gets one line, when the broker accepts connections
     * @param err hears of failures
     * @throws CommandFailedException if it cannot start
     */
    ExitCode run(PrintWriter out, PrintWriter err) throws CommandFailedException {
        StopHook hook = StopHook.install(err);
        BrokerRun run = hook.start(() -> {
            Ahead.begin();
            return open(err);
        });
        if (!hook.stopping()) {
            out.println("Chasqui broker ready: " + run.url());
            out.flush();
        }
        return run.awaitEnd();
    }

    /**
     * Starts the broker; the end of the JVM stops it.
     *
     * @param err hears of failures
     * @throws CommandFailedException if it cannot start
     */
    BrokerRun start(PrintWriter err) throws CommandFailedException {
        return StopHook.install(err).start(() -> open(err));
    }

    private BrokerRun open(PrintWriter err) throws CommandFailedException {
        BrokerSettings settings = settings(config == null ? Configuration.none() : Configuration.read(config));
        checkExposure(settings);
        return BrokerRun.start(settings, err);
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
