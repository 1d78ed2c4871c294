package io.chasqui.testkit.history;

/** One message at one source: what can be consumed once. */
record Spot(String source, MessageKey key) {
    @Override
    public String toString() {
        return key + " at " + source;
    }
}
