package io.chasqui.samples.quickstart;

import java.util.Locale;

/**
 * Where a line goes, and who reads it there. The line's number decides, so any file can be checked exactly: each reader
 * must see each of its lines, and nobody else's.
 */
enum Route {
    /** A durable subscriber of a topic; each message in an AUTO_ACKNOWLEDGE session. */
    SUBSCRIBER("durable subscriber", "quickstart.news", "", Settlement.AUTO),
    /** A consumer with a selector, in local transactions. */
    EXPRESS("selector consumer, express", "quickstart.orders", "lane = 'express'", Settlement.TRANSACTION),
    /** The consumer of the rest of the same queue; it acknowledges itself. */
    STANDARD("selector consumer, the rest", "quickstart.orders", "lane <> 'express'", Settlement.ACKNOWLEDGE),
    /** A consumer without a selector on a queue of its own, in local transactions. */
    PLAIN("plain consumer", "quickstart.parcels", "", Settlement.TRANSACTION);

    /** How a reader says that it is done with messages. */
    enum Settlement {
        /** By receiving the next one. */
        AUTO,
        /** By acknowledging, some messages at a time. */
        ACKNOWLEDGE,
        /** By committing, some messages at a time. */
        TRANSACTION
    }

    private static final Route[] IN_TURN = values();

    private final String reader;
    private final String destination;
    private final String selector;
    private final Settlement settlement;

    Route(String reader, String destination, String selector, Settlement settlement) {
        this.reader = reader;
        this.destination = destination;
        this.selector = selector;
        this.settlement = settlement;
    }

    /** The route of a line; lines are numbered from 1. */
    static Route of(long lineNumber) {
        return IN_TURN[(int) (lineNumber % IN_TURN.length)];
    }

    String reader() {
        return reader;
    }

    String destination() {
        return destination;
    }

    boolean isTopic() {
        return this == SUBSCRIBER;
    }

    /** The selector, or an empty text. */
    String selector() {
        return selector;
    }

    Settlement settlement() {
        return settlement;
    }

    /** The value of the property {@code lane} of messages on this route. */
    String lane() {
        return name().toLowerCase(Locale.ROOT);
    }
}
