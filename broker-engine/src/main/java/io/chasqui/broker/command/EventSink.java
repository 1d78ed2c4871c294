package io.chasqui.broker.command;

import io.chasqui.broker.journal.Mark;

/** Where facts go: they are appended to the journal and applied to the state, in this order, in one step. */
@FunctionalInterface
public interface EventSink {
    /**
     * Records facts.
     *
     * @param facts what happened
     * @return what the journal has to have done before anybody may see the consequences; {@link Mark#NONE} if nothing was
     *     journalled
     */
    Mark record(Facts facts);
}
