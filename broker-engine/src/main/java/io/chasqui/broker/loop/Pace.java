package io.chasqui.broker.loop;

/**
 * How soon the duties of time are to be looked after again: ten times a second while there is something for them to do or
 * anything else happens, and as seldom as once a second while nothing does, because a broker that nobody uses is to cost
 * next to nothing.
 *
 * <p>Guarantees that the next round comes within a tenth of a second of any turn that did more than these duties.
 *
 * <p>Belongs to the baton's holder, but for {@link #pauseMillis}.
 */
final class Pace {
    /** Between two rounds while something happens. */
    static final long QUICK_MILLIS = 100;

    /** Between two rounds at most. */
    static final long SLOW_MILLIS = 1_000;

    private boolean worked = true;
    private volatile long pauseMillis = QUICK_MILLIS;

    /** How long after a round the next one is to follow. Any thread. */
    long pauseMillis() {
        return pauseMillis;
    }

    /**
     * Something has happened beside the duties of time.
     *
     * @return whether the next round had been put off and no longer is, so that whoever waits for it is to be woken
     */
    boolean worked() {
        worked = true;
        boolean putOff = pauseMillis > QUICK_MILLIS;
        if (putOff) {
            pauseMillis = QUICK_MILLIS;
        }
        return putOff;
    }

    /** Whether something has happened since the last round. */
    boolean hasWorked() {
        return worked;
    }

    /**
     * A round is done.
     *
     * @param neededMillis when the duties need the next one; it comes neither sooner than in a tenth of a second nor later
     *     than in a whole one
     */
    void ticked(long neededMillis) {
        pauseMillis = worked ? QUICK_MILLIS : Math.max(QUICK_MILLIS, Math.min(SLOW_MILLIS, neededMillis));
        worked = false;
    }
}
