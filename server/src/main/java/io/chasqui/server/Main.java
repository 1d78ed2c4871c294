package io.chasqui.server;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The entry point of the distribution. Exit status: 0 done, 1 failed, 2 wrong usage, 3 {@code receive} got fewer
 * messages than asked for, 4 {@code broker} cannot listen on its address.
 */
@Command(
        name = "chasqui",
        description = "A Jakarta Messaging broker and its first tools.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        subcommands = {
            BrokerCommand.class,
            SendCommand.class,
            ReceiveCommand.class,
            BrowseCommand.class,
            UserCommand.class,
            JournalCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; for a broker: stopped, its journal forced",
            "1:failed, standard error says why; journal: damaged",
            "2:wrong usage; journal: the directory cannot be read",
            "3:receive: fewer messages than --count before the timeout",
            "4:broker: cannot listen on its host and port"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * Runs one command and ends the JVM with its exit status.
     *
     * @param args the command line; {@code --help} explains it
     */
    public static void main(String[] args) {
        LogDefaults.install();
        System.exit(commandLine().execute(args));
    }

    /** The configured command line, for the launcher and for tests. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: broker, send, receive, browse, user or journal");
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Sentence.of(failure));
        LoggerFactory.getLogger(Main.class).debug("The command failed", failure);
        return failure instanceof CommandFailedException known
                ? known.exitCode().status()
                : ExitCode.FAILED.status();
    }
}
