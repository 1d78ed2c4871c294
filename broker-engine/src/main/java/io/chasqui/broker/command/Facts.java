package io.chasqui.broker.command;

import io.chasqui.broker.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that follow from one command, in order: those that the journal keeps and those about volatile messages and
 * queues, which are only applied. All of them take effect together.
 */
public final class Facts {
    private final List<Event> all = new ArrayList<>(4);
    private final List<Event> journalled = new ArrayList<>(4);

    /** No facts yet. */
    public Facts() {}

    /** One journalled fact. */
    public static Facts of(Event event) {
        Facts facts = new Facts();
        facts.journal(event);
        return facts;
    }

    /** Adds a fact that the journal keeps. */
    public void journal(Event event) {
        all.add(event);
        journalled.add(event);
    }

    /** Adds a fact that is only applied. */
    public void applyOnly(Event event) {
        all.add(event);
    }

    /** Whether nothing follows. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What the journal keeps. */
    public List<Event> journalled() {
        return journalled;
    }

    /** Everything, in the order in which it was added and is to be applied. */
    public List<Event> all() {
        return all;
    }
}
