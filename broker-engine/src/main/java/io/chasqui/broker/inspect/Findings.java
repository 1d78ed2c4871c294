package io.chasqui.broker.inspect;

import io.chasqui.broker.journal.CorruptJournalException;
import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Passes findings on as they come, each place once, and counts the bad ones. */
final class Findings {
    private final String root;
    private final Consumer<Finding> listener;
    private final Set<String> places = new HashSet<>();
    private long damages;

    /**
     * Passes findings on.
     *
     * @param root the data directory; files in it are named from there
     */
    Findings(Path root, Consumer<Finding> listener) {
        this.root = root + File.separator;
        this.listener = listener;
    }

    void add(Finding found) {
        Finding finding = found.file().startsWith(root)
                ? new Finding(
                        found.severity(),
                        found.file().substring(root.length()),
                        found.offset(),
                        found.reason(),
                        found.advice())
                : found;
        if (finding.severity() == Finding.Severity.DAMAGE && !places.add(finding.file() + '@' + finding.offset())) {
            return;
        }
        damages += finding.severity() == Finding.Severity.DAMAGE ? 1 : 0;
        listener.accept(finding);
    }

    void add(CorruptJournalException damaged) {
        add(Finding.damage(damaged.file(), damaged.offset(), damaged.reason(), damaged.advice()));
    }

    long damages() {
        return damages;
    }
}
