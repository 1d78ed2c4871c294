package io.chasqui.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code chasqui}: the command line with all its commands, for people: it explains itself and what is wrong with it. */
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
            JournalCommand.class,
            PrepareCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; for a broker: stopped, its journal forced",
            "1:failed, standard error says why; journal: damaged",
            "2:wrong usage; journal: the directory cannot be read",
            "3:receive: fewer messages than --count before the timeout",
            "4:broker: cannot listen on its host and port"
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The configured command line. */
    static CommandLine line() {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(RootCommand::report);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: broker, send, receive, browse, user, journal or prepare");
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        return Main.report(command.getCommandSpec().qualifiedName(), failure, command.getErr());
    }
}
