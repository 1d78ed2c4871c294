package io.chasqui.broker.index;

/**
 * What a file says of a run.
 *
 * @param key which run
 * @param moved whether its messages were moved
 * @param start its first row in the block
 * @param count number of rows
 * @param base sequence of the first row
 * @param lastSequence sequence of the last row
 */
record RunShape(RunKey key, boolean moved, int start, int count, long base, long lastSequence) {}
