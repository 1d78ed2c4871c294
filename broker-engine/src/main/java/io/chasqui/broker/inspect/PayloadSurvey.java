package io.chasqui.broker.inspect;

import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.QueueState;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the payload of every waiting message at its place. */
final class PayloadSurvey implements LivePayloads.Visitor {
    private static final int NAMED_PER_SEGMENT = 10;

    private final JournalDirectory directory;
    private final Findings findings;
    private final Map<Integer, Integer> bad = new TreeMap<>();
    private long count;
    private long bytes;

    PayloadSurvey(JournalDirectory directory, Findings findings) {
        this.directory = directory;
        this.findings = findings;
    }

    @Override
    public void message(QueueState queue, long sequence, Place place, long share) {
        check(place, "message " + sequence + " of queue " + queue.number() + " (" + queue.destination() + ")");
    }

    @Override
    public void branch(BranchState branch, Place place) {
        check(place, "a message that the prepared branch " + branch.number() + " sends");
    }

    /** Says how many have not been named. */
    void finish() {
        bad.forEach((segment, number) -> {
            if (number > NAMED_PER_SEGMENT) {
                findings.add(Finding.note(
                        name(segment),
                        0,
                        (number - NAMED_PER_SEGMENT) + " more messages have no intact payload in this segment.",
                        "See above."));
            }
        });
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    private void check(Place place, String what) {
        String fault = fault(place);
        count++;
        bytes += place.length();
        if (fault != null && bad.merge(place.segment(), 1, Integer::sum) <= NAMED_PER_SEGMENT) {
            findings.add(Finding.damage(
                    name(place.segment()),
                    place.offset(),
                    "the payload of " + what + ", " + place.length() + " bytes, " + fault,
                    "Restore the file from a backup; without it this message cannot be delivered."));
        }
    }

    private @Nullable String fault(Place place) {
        try {
            return place.holds(directory.read(place)) ? null : "does not match its checksum.";
        } catch (IOException unreadable) {
            return "cannot be read: " + unreadable.getMessage();
        }
    }

    private String name(int segment) {
        return directory.segmentFile(segment).toString();
    }
}
