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

/** Writes what is in segments as lines. */
final class DumpWriter implements SegmentWalk.Visitor {
    private final KnownQueues queues;
    private final DumpFilter filter;
    private final JournalReading.Lines out;
    private final @Nullable BodyLines bodies;
    private final EventLine fields;
    private int segment;
    private boolean growing;
    private boolean intact = true;

    DumpWriter(KnownQueues queues, DumpFilter filter, JournalReading.Lines out, @Nullable BodyLines bodies) {
        this.queues = queues;
        this.filter = filter;
        this.out = out;
        this.bodies = bodies;
        this.fields = new EventLine(queues);
    }

    /**
     * Says which segment comes.
     *
     * @param written whether a broker is writing it, so that half of a batch is no damage
     */
    void begin(SegmentSource next, boolean written) {
        segment = next.number();
        growing = written;
    }

    /** Whether nothing bad has been met. */
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
                write(admitted && filter.isOpen(), prefix + line(head));
                return;
            }
            WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
            String chain = chain(header.flags());
            for (Event event : EventCodec.readAll(body, segment, batch.fileOffset() - batch.offset())) {
                queues.learn(event);
                show(admitted && filter.admits(event), prefix + fields.of(event) + chain, event);
            }
        } catch (WireFormatException malformed) {
            bad(prefix + "!! the batch is intact, but cannot be read: " + Sentence.of(malformed));
        }
    }

    @Override
    public void gap(long offset, long bytes, String reason) {
        bad(segment + ":" + offset + " !! " + bytes + " bytes are no batch: " + reason);
    }

    private void bad(String line) {
        intact &= growing;
        write(true, line);
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
