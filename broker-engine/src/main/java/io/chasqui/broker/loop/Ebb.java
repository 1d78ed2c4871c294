package io.chasqui.broker.loop;

import java.util.Map;

/**
 * How quickly segments lose what they hold. A backlog that is consumed in order empties one segment after the other; what
 * is left of such a segment is gone before copying it would have paid.
 *
 * <p>It compares with what a segment held one half to one second ago, so that a short pause of a consumer does not count. Once
 * nothing changes any more it does not matter how seldom it looks.
 */
final class Ebb {
    private static final int SAMPLE_TICKS = 5;
    private static final int SOON_TICKS = 50;

    private Map<Integer, Long> older = Map.of();
    private Map<Integer, Long> newer = Map.of();
    private int ticks;

    /**
     * A tenth of a second has passed, or more in which nothing happened.
     *
     * @param held how many bytes each segment holds now
     */
    void tick(Map<Integer, Long> held) {
        ticks++;
        if (ticks >= SAMPLE_TICKS || newer.isEmpty()) {
            older = newer;
            newer = held;
            ticks = 0;
        }
    }

    /**
     * Whether the segments have held the same all the time, so that time alone changes no answer.
     *
     * @param held how many bytes each segment holds now
     */
    boolean settled(Map<Integer, Long> held) {
        return held.equals(newer) && held.equals(older);
    }

    /**
     * Whether a segment will be empty within some five seconds if it goes on as it did, or is not known for long enough.
     *
     * @param bytes what it holds now
     */
    boolean emptiesSoon(int segment, long bytes) {
        Long before = older.get(segment);
        if (before == null) {
            return true;
        }
        long lost = before - bytes;
        return lost > 0 && (double) bytes / lost * (SAMPLE_TICKS + ticks) < SOON_TICKS;
    }
}
