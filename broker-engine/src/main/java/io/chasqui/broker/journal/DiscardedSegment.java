package io.chasqui.broker.journal;

/**
 * A newest segment that does not count: its creation, or the take-over it belongs to, was cut off by a crash.
 *
 * @param source the segment
 * @param holdsData whether anything was written into it, so that it should be kept aside instead of deleted
 */
public record DiscardedSegment(SegmentSource source, boolean holdsData) {}
