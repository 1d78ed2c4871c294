package io.chasqui.testkit.golden;

import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.event.EventKind;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.SegmentHead;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentWalk;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** What kinds of things are in the files of directories: also in what no start would read any more. */
final class GoldenContent implements SegmentWalk.Visitor {
    private final Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    private final Set<SegmentHead.Kind> heads = EnumSet.noneOf(SegmentHead.Kind.class);
    private int segment;

    /** Kinds of events, in batches and in checkpoints. */
    Set<EventKind> kinds() {
        return kinds;
    }

    /** Kinds of heads of segments. */
    Set<SegmentHead.Kind> heads() {
        return heads;
    }

    void add(GoldenDirectory golden) throws IOException {
        try (JournalDirectory directory = JournalDirectory.open(golden.path())) {
            for (SegmentSource source : directory.segments()) {
                segment = source.number();
                SegmentWalk.through(source, this);
            }
        }
        for (Path file : golden.files("checkpoint-")) {
            add(CheckpointFile.read(file.toString(), Files.readAllBytes(file)));
        }
    }

    /** Numbers, usages, queues, and what belongs to none: see the page about the journal's format. */
    private void add(CheckpointFile checkpoint) {
        WireReader in = checkpoint.body();
        in.readRaw(4 * Integer.BYTES);
        in.readRaw(in.readInt() * (2 * Integer.BYTES + Long.BYTES));
        for (int queue = in.readInt(); queue > 0; queue--) {
            events(new WireReader(in.readRaw(in.readInt())));
        }
        events(in);
    }

    /** Events behind their length. */
    private void events(WireReader in) {
        EventCodec.readAll(new WireReader(in.readRaw(in.readInt())), 0, 0).forEach(event -> kinds.add(event.kind()));
    }

    @Override
    public void batch(RecoveredBatch batch, long offset) {
        if (batch.header().flags() == BatchHeader.SEGMENT_HEAD) {
            heads.add(SegmentHead.readFrom(batch.bytes(), batch.offset(), batch.length())
                    .kind());
        } else {
            WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
            EventCodec.readAll(body, segment, batch.fileOffset() - batch.offset())
                    .forEach(event -> kinds.add(event.kind()));
        }
    }

    @Override
    public void gap(long offset, long bytes, String reason) {
        // a torn tail
    }
}
