package io.chasqui.testkit.history;

/**
 * Why messages move from one source to another.
 *
 * @param from name of the source that they leave
 * @param leastDeliveries how often a message was delivered there at least; 0 if it has expired instead
 */
public record SetAside(String from, int leastDeliveries) {
    /** Whether they were set aside because their time was over. */
    public boolean expired() {
        return leastDeliveries == 0;
    }
}
