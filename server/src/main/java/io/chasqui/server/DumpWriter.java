package io.chasqui.server;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.inspect.KnownQueues;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.SegmentHead;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentWalk;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is in segments as lines, and judges what is no batch as a start does: it is damage if something behind it
 * proves that a batch had been on the disk there, and the tail that a crash has torn otherwise.
 */
final class DumpWriter implements SegmentWalk.Visitor {
    private final KnownQueues queues;
    private final DumpFilter filter;
    private final JournalReading.Lines out;
    private final @Nullable BodyLines bodies;
    private final EventLine fields;
    private int segment;
    private long lastSequence;
    private boolean interrupted;
    private boolean intact = true;

    DumpWriter(KnownQueues queues, DumpFilter filter, JournalReading.Lines out, @Nullable BodyLines bodies) {
        this.queues = queues;
        this.filter = filter;
        this.out = out;
        this.bodies = bodies;
        this.fields = new EventLine(queues);
    }

    /** Says which segment comes. */
    void begin(SegmentSource next) {
        segment = next.number();
    }

    /** Whether nothing bad has been met but a torn tail. */
    boolean isIntact() {
        return intact;
    }

    @Override
    public void batch(RecoveredBatch batch, long offset) {
        BatchHeader header = batch.header();
        String prefix = segment + ":" + offset + " " + header.sequence() + " epoch " + header.ownerEpoch() + " "
                + Instant.ofEpochMilli(header.timeMillis()) + " ";
        boolean admitted = filter.admits(segment, header);
        try {
            if (header.flags() == BatchHeader.SEGMENT_HEAD) {
                SegmentHead head = SegmentHead.readFrom(batch.bytes(), batch.offset(), batch.length());
                goOn(head.cutSequence(), header.sequence(), true);
                write(admitted && filter.isOpen(), prefix + line(head));
                return;
            }
            goOn(header.watermark(), header.sequence(), false);
            WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
            String chain = chain(header.flags());
            for (Event event : EventCodec.readAll(body, segment, batch.fileOffset() - batch.offset())) {
                queues.learn(event);
                show(admitted && filter.admits(event), prefix + fields.of(event) + chain, event);
            }
        } catch (WireFormatException malformed) {
            intact = false;
            write(true, prefix + "!! the batch is intact, but cannot be read: " + Sentence.of(malformed));
        }
    }

    @Override
    public void gap(long offset, long bytes, String reason) {
        interrupted = true;
        write(true, segment + ":" + offset + " !! " + bytes + " bytes are no batch: " + reason);
    }

    /**
     * An intact batch.
     *
     * @param proven the last batch that it knows to have been there
     * @param sequence its own
     * @param cuts whether what lies before it counts only as far as that
     */
    private void goOn(long proven, long sequence, boolean cuts) {
        intact &= !interrupted || proven <= lastSequence;
        interrupted &= intact && !cuts;
        if (!interrupted) {
            lastSequence = sequence;
        }
    }

    private void show(boolean admitted, String line, Event event) {
        write(admitted, line);
        if (admitted && bodies != null && event instanceof Event.MessageAccepted accepted) {
            bodies.of(accepted.payload()).forEach(body -> write(true, "    " + body));
        }
    }

    private void write(boolean admitted, String line) {
        if (admitted) {
            try {
                out.add(line);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    private static String line(SegmentHead head) {
        return "SegmentHead " + head.kind() + ", behind segment " + head.previousSegment() + " and batch "
                + head.cutSequence()
                + (head.complete() ? "" : ", batches up to " + head.tailSequence() + " are written again");
    }

    private static String chain(int flags) {
        return switch (flags) {
            case BatchHeader.CHAIN_BEGIN -> " [chain begins]";
            case BatchHeader.CHAIN_PART -> " [chain goes on]";
            case BatchHeader.CHAIN_END -> " [chain ends]";
            default -> "";
        };
    }
}
