package io.chasqui.broker.journal;

/**
 * What opening a journal found.
 *
 * @param ownerEpoch the greatest owner epoch in it, 0 for an empty journal
 * @param durableSequence the last batch that is proven to have been on the disk
 * @param lastSequence the last good batch; those above {@code durableSequence} have to be written again
 * @param firstSegment oldest segment, 0 if there is none
 * @param lastSegment newest segment, 0 if there is none
 * @param cutBytes bytes of a torn tail that were left out
 */
public record RecoverySummary(
        int ownerEpoch, long durableSequence, long lastSequence, int firstSegment, int lastSegment, long cutBytes) {}
