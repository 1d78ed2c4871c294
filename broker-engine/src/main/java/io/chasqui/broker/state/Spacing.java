package io.chasqui.broker.state;

/**
 * How far the sequences of a queue are apart, about. The messages of a topic have the same sequence in all subscriptions,
 * so one that gets few of them has gaps. Soft: nothing durable follows from it.
 */
final class Spacing {
    /** What lies further apart counts as this: a long silence says nothing about what comes. */
    private static final int MOST = 64;

    /** The average follows the newest gap by one part of so many. */
    private static final int SHARE = 8;

    private int gap; // in parts of a number
    private boolean begun;

    /** Nothing is known. */
    Spacing() {}

    /** The next message is the first one of its time: the gap before it says nothing. */
    void restart() {
        begun = false;
    }

    /**
     * A message has come.
     *
     * @param skipped how many numbers were left out before it
     */
    void count(long skipped) {
        if (begun && (skipped != 0 || gap != 0)) {
            gap += (int) Math.min(MOST, skipped) - gap / SHARE;
        }
        begun = true;
    }

    /** The distance between two messages, from 1 to 65. */
    int average() {
        return 1 + gap / SHARE;
    }
}
