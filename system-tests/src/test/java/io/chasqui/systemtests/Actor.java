package io.chasqui.systemtests;

/** A client that works on a thread of its own until there is nothing more to do. */
interface Actor extends Runnable {
    /** Its name in the history. */
    String name();
}
