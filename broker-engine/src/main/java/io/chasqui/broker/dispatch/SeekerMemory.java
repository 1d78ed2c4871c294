package io.chasqui.broker.dispatch;

/**
 * How many messages the {@linkplain Seeker seekers} of a queue remember: each of them so many that it need not search for
 * them again, all together so many that thousands of consumers that take nothing hold a bounded amount of memory. When that
 * is used up each goes on to a few of its own.
 */
final class SeekerMemory {
    private final int each;
    private final int few;
    private final int together;
    private int used;

    /**
     * Nothing is remembered yet.
     *
     * @param each how many one seeker remembers at most
     * @param few how many it may always remember
     * @param together how many all of them remember at most, but for these few
     */
    SeekerMemory(int each, int few, int together) {
        this.each = each;
        this.few = few;
        this.together = together;
    }

    /**
     * Whether a seeker should remember no more.
     *
     * @param own how many it remembers
     */
    boolean full(int own) {
        return own >= each || (own >= few && used >= together);
    }

    /** How many all of them remember. */
    int used() {
        return used;
    }

    void take() {
        used++;
    }

    void giveBack(int count) {
        used -= count;
    }
}
