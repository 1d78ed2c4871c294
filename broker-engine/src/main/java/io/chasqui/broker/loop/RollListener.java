package io.chasqui.broker.loop;

/** Is told when the journal goes on in a new segment, with all that the old ones hold applied. */
@FunctionalInterface
interface RollListener {
    /** Is told and does nothing. */
    RollListener NONE = (segment, covered) -> {};

    /**
     * A new segment has begun.
     *
     * @param segment its number
     * @param covered the last batch of the one before, which is on the disk
     */
    void rolled(int segment, long covered);
}
