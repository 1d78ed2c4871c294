package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireWriter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes batches into a journal: collects those of one turn in a buffer, appends them as one document, and knows which
 * of them are on the disk.
 *
 * <p>Everything that writes ({@link #begin}, {@link #end}, {@link #abandon}, {@link #flush}, {@link #roll},
 * {@link #rollDue}, {@link #pendingBytes}, {@link #lastSequence}) belongs to the holder of the baton. {@link #force},
 * {@link #tailRewritten} and the watermarks may be used by any thread at any time.
 *
 * <p>Taking over from a previous owner: good batches above {@link RecoverySummary#durableSequence()} are written again
 * behind the new segment's head, then {@link #tailRewritten()} is called, and only then traffic may begin. Until that
 * call no batch claims a higher watermark than the recovered one. So a second crash in between is told from a completed
 * take-over, and recovery goes back to the old tail instead of losing it.
 *
 * <p>After a {@link JournalFailedException} the writer is of no use any more.
 */
public final class JournalWriter {
    private static final int INITIAL_TURN_BYTES = 64 << 10;
    private static final int NONE = -1;

    private final Journal journal;
    private final int shard;
    private final int ownerEpoch;
    private final long recoveredSequence;
    private final WireWriter turn = new WireWriter(INITIAL_TURN_BYTES);
    private final AtomicLong durableSequence;

    private int batchStart = NONE;
    private boolean chainOpen;
    private long lastSequence;
    private int previousSegment;

    private volatile long appendedSequence;
    private volatile boolean tailPending;

    private JournalWriter(Journal journal, RecoverySummary summary, int shard) {
        this.journal = journal;
        this.shard = shard;
        this.ownerEpoch = summary.ownerEpoch() + 1;
        this.previousSegment = summary.lastSegment();
        this.lastSequence = summary.durableSequence();
        this.appendedSequence = lastSequence;
        this.durableSequence = new AtomicLong(lastSequence);
        this.recoveredSequence = lastSequence;
        this.tailPending = summary.lastSequence() > summary.durableSequence();
    }

    /**
     * Takes over a journal: the next owner epoch, the next sequence after the proven ones, and the head of the new
     * segment, appended but not forced.
     *
     * @param journal a journal fresh from {@link JournalStore#start()}
     * @param summary what recovery found
     * @param shard the shard that writes, 0..32767
     * @param timeMillis the broker's clock
     */
    public static JournalWriter open(Journal journal, RecoverySummary summary, int shard, long timeMillis) {
        JournalWriter writer = new JournalWriter(journal, summary, shard);
        writer.writeHead(
                SegmentHead.Kind.START, Math.max(summary.lastSequence(), summary.durableSequence()), timeMillis);
        return writer;
    }

    /** The journal that is written to. */
    public Journal journal() {
        return journal;
    }

    /** Counts the owners of this journal, from 1. */
    public int ownerEpoch() {
        return ownerEpoch;
    }

    /**
     * Starts a batch behind those already in the turn buffer.
     *
     * @param timeMillis the broker's clock
     * @return the turn buffer, positioned at the batch's body; its {@code size()} is the offset of the next byte in the
     *     turn, see {@link #flush()}
     */
    public WireWriter begin(long timeMillis) {
        if (batchStart != NONE) {
            throw new IllegalStateException("A batch is open already: end or abandon it first.");
        }
        batchStart = turn.size();
        long watermark = tailPending ? recoveredSequence : durableSequence.get();
        BatchFormat.writeHead(turn, new BatchHeader(0, shard, ownerEpoch, lastSequence + 1, timeMillis, watermark));
        return turn;
    }

    /** Offset in the turn buffer at which the open batch's body begins. */
    public int bodyOffset() {
        return openBatch() + BatchFormat.HEADER_BYTES;
    }

    /**
     * Closes the open batch.
     *
     * @param chainFlags 0 for a batch of its own, or {@link BatchHeader#CHAIN_BEGIN}, {@link BatchHeader#CHAIN_PART} or
     *     {@link BatchHeader#CHAIN_END}; one chain at a time, plain batches may lie between its begin and its end and do
     *     not belong to it
     * @return the batch's sequence
     */
    public long end(int chainFlags) {
        int start = openBatch();
        if (turn.size() - start > BatchFormat.MAX_BATCH_BYTES) {
            throw new IllegalStateException("A batch takes at most " + BatchFormat.MAX_BATCH_BYTES + " bytes but has "
                    + (turn.size() - start) + ": split it into a chain.");
        }
        followChain(chainFlags);
        return close(start, chainFlags);
    }

    /** Drops the open batch; its sequence goes to the next one. */
    public void abandon() {
        turn.truncate(openBatch());
        batchStart = NONE;
    }

    /** Bytes of closed batches that are not appended yet. */
    public int pendingBytes() {
        return batchStart == NONE ? turn.size() : batchStart;
    }

    /**
     * Appends all closed batches as one document and empties the turn buffer. No batch may be open.
     *
     * @return segment number in the upper and the file offset of the turn buffer's byte 0 in the lower 32 bits, so that a
     *     byte's place is that plus its offset in the turn buffer; -1 when there was nothing to append
     */
    public long flush() {
        requireNoOpenBatch();
        if (turn.size() == 0) {
            return -1;
        }
        long place = journal.append(turn.array(), 0, turn.size());
        turn.reset();
        appendedSequence = lastSequence;
        return place;
    }

    /** Whether the current segment might not take another full document, so that {@link #roll} should come first. */
    public boolean rollDue() {
        return journal.remainingBytes() < journal.documentLimitBytes();
    }

    /** Whether {@link #roll} would make what follows quicker, though there is room. */
    public boolean rollPays() {
        return journal.rollPays();
    }

    /**
     * Forces the current segment and goes on in a new one, whose head is appended. The turn buffer must be empty.
     *
     * @param timeMillis the broker's clock
     */
    public void roll(long timeMillis) {
        requireNoOpenBatch();
        if (turn.size() != 0) {
            throw new IllegalStateException("The turn buffer holds " + turn.size() + " bytes: flush before rolling.");
        }
        previousSegment = journal.segment();
        journal.roll();
        advance(appendedSequence);
        writeHead(SegmentHead.Kind.ROLL, lastSequence, timeMillis);
    }

    /** The last sequence that was given to a closed batch. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The last sequence that was appended. Any thread. */
    public long appendedSequence() {
        return appendedSequence;
    }

    /** The last sequence that is known to be on the disk. Any thread. */
    public long durableSequence() {
        return durableSequence.get();
    }

    /**
     * Makes everything durable that was appended before the call. Any thread; callers at the same time take turns, and
     * those whose batches went along with an earlier force return without another one.
     */
    public void force() {
        if (tailPending) {
            throw new IllegalStateException("Good batches of the previous owner have to be written again first: append"
                    + " them, then call tailRewritten(), then let traffic in.");
        }
        forceAppended();
    }

    /**
     * Ends the take-over: what was appended so far, the previous owner's tail among it, is forced, and from now on the
     * new segments count. Must be called once after {@link #open}, before the first {@link #force}, unless the journal
     * had no unproven batches; then it is a plain force.
     */
    public void tailRewritten() {
        requireNoOpenBatch();
        flush();
        forceAppended();
        tailPending = false;
    }

    private void forceAppended() {
        long target = appendedSequence;
        if (target > durableSequence.get()) {
            journal.force();
            advance(target);
        }
    }

    private void advance(long sequence) {
        durableSequence.accumulateAndGet(sequence, Math::max);
    }

    private void writeHead(SegmentHead.Kind kind, long tailSequence, long timeMillis) {
        SegmentHead head =
                new SegmentHead(kind, journal.segment(), previousSegment, ownerEpoch, lastSequence, tailSequence);
        head.writeTo(begin(timeMillis));
        close(openBatch(), BatchHeader.SEGMENT_HEAD);
        flush();
    }

    private long close(int start, int flags) {
        BatchFormat.complete(turn, start, flags);
        batchStart = NONE;
        return ++lastSequence;
    }

    private void followChain(int flags) {
        switch (flags) {
            case 0 -> {}
            case BatchHeader.CHAIN_BEGIN -> requireChain(!chainOpen, "A chain is open: end it before the next begins.");
            case BatchHeader.CHAIN_PART, BatchHeader.CHAIN_END ->
                requireChain(chainOpen || tailPending, "No chain is open: it must begin with CHAIN_BEGIN.");
            default ->
                throw new IllegalArgumentException("Flags must be 0 or one of the chain flags but are " + flags + ".");
        }
        if (flags != 0) {
            chainOpen = flags != BatchHeader.CHAIN_END;
        }
    }

    private static void requireChain(boolean condition, String refusal) {
        if (!condition) {
            throw new IllegalStateException(refusal);
        }
    }

    private int openBatch() {
        if (batchStart == NONE) {
            throw new IllegalStateException("No batch is open: begin one first.");
        }
        return batchStart;
    }

    private void requireNoOpenBatch() {
        if (batchStart != NONE) {
            throw new IllegalStateException("A batch is open: end or abandon it first.");
        }
    }
}
