package io.chasqui.broker.journal;

/**
 * The self-description at the head of each batch.
 *
 * @param flags see the constants
 * @param shard the shard that wrote it
 * @param ownerEpoch counts the starts of the broker on this journal, from 1
 * @param sequence the batch's number in the journal, from 1 without gaps
 * @param timeMillis the broker's clock
 * @param watermark the last batch that was known to be on the disk when this one was written
 */
public record BatchHeader(int flags, int shard, int ownerEpoch, long sequence, long timeMillis, long watermark) {
    /** First batch of a segment; its body belongs to the journal itself. */
    public static final int SEGMENT_HEAD = 1;

    /** First batch of a chain that takes effect only with its last one. */
    public static final int CHAIN_BEGIN = 2;

    /** A batch inside a chain. */
    public static final int CHAIN_PART = 4;

    /** Last batch of a chain. */
    public static final int CHAIN_END = 8;
}
