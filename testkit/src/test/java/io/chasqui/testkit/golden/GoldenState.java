package io.chasqui.testkit.golden;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.state.StateDigest;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.engine.DirectoryBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** What a broker that has opened a journal knows, as lines: its state, and a checksum of every message's bytes. */
final class GoldenState {
    private static final long START_MILLIS = 2_000_000;

    private GoldenState() {}

    /** The state that recovery makes of a data directory; recovery changes the directory. */
    static List<String> recover(GoldenDirectory directory) throws IOException {
        ManualClock clock = new ManualClock(START_MILLIS);
        try (DirectoryBroker broker = new DirectoryBroker(directory.open(), clock, GoldenHistory.POLICIES)) {
            return of(broker.recovered());
        }
    }

    static List<String> of(RecoveredShard shard) {
        List<String> lines = new ArrayList<>(StateDigest.of(shard.state()));
        Journal journal = shard.writer().journal();
        shard.state()
                .queues()
                .forEach(queue -> queue.forEach(entry -> lines.add("bytes of " + queue.number() + "/" + entry.sequence()
                        + " " + checksum(entry.payload(), journal))));
        shard.state()
                .branches()
                .all()
                .forEach(branch -> branch.sends()
                        .forEach(send -> lines.add(
                                "bytes of branch " + branch.number() + " " + checksum(send.payload(), journal))));
        return lines;
    }

    private static String checksum(Payload payload, Journal journal) {
        CRC32C checksum = new CRC32C();
        payload.places().forEach(place -> checksum.update(journal.read(place)));
        return Long.toHexString(checksum.getValue());
    }
}
