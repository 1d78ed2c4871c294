package io.chasqui.broker.index;

/**
 * One row of a run.
 *
 * @param run the run
 * @param row number of the row in it
 */
public record RowRef(Run run, int row) {
    /** The message's sequence in its queue. */
    public long sequence() {
        return run.sequence(row);
    }
}
