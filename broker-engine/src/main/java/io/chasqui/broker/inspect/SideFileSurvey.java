package io.chasqui.broker.inspect;

import io.chasqui.broker.index.IndexFile;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.SideFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads every checkpoint and every index. */
final class SideFileSurvey {
    private static final String FOLDER = "journal/index/";

    private final SideFiles files;
    private final Findings findings;
    private final List<CheckpointFile> checkpoints = new ArrayList<>();
    private int indexes;

    SideFileSurvey(SideFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    void run() throws IOException {
        for (String name : files.names().stream().sorted().toList()) {
            if (CheckpointFile.isNamed(name)) {
                checkpoint(name);
            } else if (IndexFile.isNamed(name)) {
                index(name);
            } else {
                findings.add(Finding.note(path(name), 0, "it is neither a checkpoint nor an index.", "Move it away."));
            }
        }
        checkpoints.sort(Comparator.comparingLong(file -> file.head().sequence()));
    }

    /** Those that are intact, oldest first. */
    List<CheckpointFile> checkpoints() {
        return checkpoints;
    }

    /** Number of intact indexes. */
    int indexes() {
        return indexes;
    }

    /** A side file as findings name it. */
    static String path(String name) {
        return FOLDER + name;
    }

    private void checkpoint(String name) throws IOException {
        try {
            checkpoints.add(CheckpointFile.open(files, name));
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException damaged) {
            boolean newest = name.equals(Checkpoints.names(files).get(0));
            String advice = newest
                    ? "A start goes back to the checkpoint before, or to the beginning of the journal. Check the disk."
                    : "A start uses a newer one. Check the disk; the file goes with the next checkpoint.";
            findings.add(Finding.damage(path(name), damaged.offset(), damaged.reason(), advice));
        }
    }

    private void index(String name) throws IOException {
        try {
            IndexFile.open(files, IndexFile.segmentOf(name)).verify();
            indexes++;
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException damaged) {
            findings.add(Finding.damage(
                    path(name),
                    damaged.offset(),
                    damaged.reason(),
                    "Check the disk and restore the file from a backup, or move the checkpoints that need it away to"
                            + " start from an earlier one."));
        }
    }
}
