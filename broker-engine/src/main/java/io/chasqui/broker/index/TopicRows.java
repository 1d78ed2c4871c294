package io.chasqui.broker.index;

import org.jspecify.annotations.Nullable;

/**
 * The rows that the subscriptions of one topic share, in the segment that is being written: those of accepted messages, and
 * those of moved ones, each by priority.
 */
final class TopicRows {
    private static final int PRIORITIES = 10;

    private final @Nullable Block[] accepted = new Block[PRIORITIES];
    private final @Nullable Block[] moved = new Block[PRIORITIES];

    /** No rows yet. */
    TopicRows() {}

    /**
     * Has a message in the last row of a block, to which it is added unless another subscription was before. Moved messages
     * come in any order: each that goes back begins a new block.
     *
     * @param priority 0 to 9
     * @param isMoved whether it is moved
     * @param message its row
     * @param number the event that adds it
     * @return null if its sequence is not that in the other subscriptions: it can share nothing
     */
    @Nullable
    Block take(int priority, boolean isMoved, NewRow message, long number) {
        @Nullable Block[] blocks = isMoved ? moved : accepted;
        Block block = blocks[priority];
        if (block != null && block.lastMessage() == number) {
            return block.endsWith(message) ? block : null;
        }
        if (block == null || (isMoved && !block.takes(message.sequence()))) {
            block = new Block(true, message.sequence());
            blocks[priority] = block;
        }
        if (!block.takes(message.sequence())) {
            return null;
        }
        block.add(message, number);
        return block;
    }
}
