package io.chasqui.broker.command;

/** Where facts go: they are appended to the journal and applied to the state, in this order, in one step. */
@FunctionalInterface
public interface EventSink {
    /**
     * Records facts.
     *
     * @param facts what happened
     * @return the batch that has to be on disk before anybody may see the consequences; 0 if nothing was journalled
     */
    long record(Facts facts);
}
