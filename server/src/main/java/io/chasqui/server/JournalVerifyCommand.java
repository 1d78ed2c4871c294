package io.chasqui.server;

import io.chasqui.broker.inspect.Finding;
import io.chasqui.broker.inspect.JournalVerification;
import io.chasqui.broker.inspect.Verdict;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chasqui journal verify}: whether everything in a data directory is what was written. */
@Command(
        name = "verify",
        description = {
            "Verifies every batch, checkpoint, index and waiting message of a data directory, and compares the state in"
                    + " each checkpoint with what replay gives.",
            "Prints one line for each thing found, with file, offset, reason and what to do, and a summary."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:intact; a tail torn by a crash is no damage",
            "1:damaged, each damage is a line",
            "2:cannot be read, or wrong usage"
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Data directory of a broker, or a copy of one")
    private Path path = Path.of("");

    @Override
    public Integer call() throws CommandFailedException {
        return JournalReading.run(spec, path, JournalVerifyCommand::verify);
    }

    private static boolean verify(JournalDirectory directory, JournalReading.Lines out) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Verdict verdict =
                JournalReading.steadily(directory, listener -> JournalVerification.run(directory, listener), findings);
        for (Finding finding : findings) {
            out.add(JournalReading.line(finding));
        }
        RecoverySummary found = verdict.found();
        out.add("segments         " + verdict.segments() + ", with " + verdict.batches() + " batches that count");
        out.add("checkpoints      " + verdict.checkpoints() + " intact, with " + verdict.indexes() + " indexes; "
                + verdict.comparisons() + " states compared with replay");
        out.add("waiting messages " + verdict.messages() + ", with " + verdict.payloadBytes() + " bytes read");
        if (found.ownerEpoch() > 0) {
            out.add("durable sequence " + found.durableSequence());
            out.add("last sequence    " + found.lastSequence() + (found.cutBytes() > 0 ? ", then a torn tail" : ""));
            out.add("owner epoch      " + found.ownerEpoch());
        }
        out.add(verdict.isIntact() ? "intact" : "damaged: " + verdict.damages() + " findings");
        return verdict.isIntact();
    }
}
