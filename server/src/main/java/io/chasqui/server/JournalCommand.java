package io.chasqui.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chasqui journal}: looks into a data directory, and changes nothing in it. */
@Command(
        name = "journal",
        description = {
            "Verifies, shows and measures the data directory of a broker.",
            "Takes no lock and changes nothing in the directory. While a broker uses it, what is shown may be half of a"
                    + " change: use a copy where that matters."
        },
        mixinStandardHelpOptions = true,
        subcommands = {JournalVerifyCommand.class, JournalDumpCommand.class, JournalStatsCommand.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:intact", "1:damaged", "2:cannot be read, or wrong usage"})
final class JournalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name what to do: verify, dump or stats");
    }
}
