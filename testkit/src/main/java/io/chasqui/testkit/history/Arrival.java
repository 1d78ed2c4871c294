package io.chasqui.testkit.history;

/**
 * A receipt in its place in time.
 *
 * @param tick when
 * @param life grows with every kill and every start of the broker: within one life nothing was forgotten
 */
record Arrival(long tick, int life, Receipt receipt) {
    /** Whether it came between a start and a kill: in between clients still work on what they hold. */
    boolean brokerUp() {
        return life % 2 == 0;
    }

    WorkUnit unit() {
        return receipt.unit();
    }
}
