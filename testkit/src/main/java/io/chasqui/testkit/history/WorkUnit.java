package io.chasqui.testkit.history;

/**
 * What is settled by one call: a transaction, one send outside of a transaction, or the messages that one
 * acknowledgement covers.
 *
 * @param owner name of the session
 * @param number the unit's number in the session
 * @param transaction whether it is a transaction, so that all of it happens or nothing
 */
public record WorkUnit(String owner, long number, boolean transaction) {
    @Override
    public String toString() {
        return (transaction ? "transaction " : "unit ") + owner + "/" + number;
    }
}
