package io.chasqui.broker.endpoint;

/** The shard as links see it: work is handed in by anybody and done by whoever holds the baton. */
public interface Turns {
    /** Hands in a piece of work; pieces of one thread keep their order. */
    void submit(Runnable work);

    /** Takes the baton if it is free and works off what is there; otherwise its holder does. */
    void run();

    /** The same for those who do not wait for what comes of it: it may be left to another thread. */
    void runSoon();
}
