package io.chasqui.broker.inspect;

import java.util.List;

/**
 * What a segment is needed for.
 *
 * @param segment its number
 * @param file its path from the data directory
 * @param sizeBytes length of the file, the room that is reserved ahead included; 0 if it is missing
 * @param liveBytes bytes in it that waiting messages and prepared branches need
 * @param messages number of waiting messages whose payload, or a part of it, lies in it
 * @param pins who needs these bytes, the one with most bytes first
 * @param startReads the checkpoints from which a start would read the segment's events; empty if only payloads in it count
 */
public record SegmentUse(
        int segment,
        String file,
        long sizeBytes,
        long liveBytes,
        long messages,
        List<Pin> pins,
        List<String> startReads) {
    /**
     * One who needs bytes of a segment.
     *
     * @param holder a queue, a subscription or a prepared branch, described for people
     * @param messages number of messages
     * @param bytes their bytes; of payloads that several share, this one's part
     */
    public record Pin(String holder, long messages, long bytes) {}

    /** Share of the file that is needed, 0 to 1. */
    public double liveShare() {
        return sizeBytes == 0 ? 0 : (double) liveBytes / sizeBytes;
    }
}
