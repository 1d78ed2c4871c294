package io.chasqui.broker.inspect;

import io.chasqui.broker.journal.RecoverySummary;

/**
 * What verifying a data directory has come to.
 *
 * @param found what a start would find; all 0 when it would be refused
 * @param segments number of segments
 * @param batches number of good batches in them that count
 * @param checkpoints number of intact checkpoints
 * @param indexes number of intact indexes
 * @param comparisons how often the state of a checkpoint was compared with what replaying up to it gives
 * @param messages number of waiting messages whose payloads were read
 * @param payloadBytes bytes of these payloads
 * @param damages number of damages found
 */
public record Verdict(
        RecoverySummary found,
        int segments,
        long batches,
        int checkpoints,
        int indexes,
        int comparisons,
        long messages,
        long payloadBytes,
        long damages) {
    /** Whether everything is what was written. */
    public boolean isIntact() {
        return damages == 0;
    }
}
