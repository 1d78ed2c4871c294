package io.chasqui.jms.client;

import java.util.ArrayDeque;

/**
 * How many messages the broker may deliver to a consumer ahead of the application. The window starts at one message and
 * doubles each time a whole window was really consumed, up to a number of messages and to about one MiB; credit is
 * topped up when half of it is used. Guarded by the session's lock.
 *
 * <p>Grants and deliveries are counted in total, so that the answer to a drain, which forgets the credit left, settles
 * exactly what was granted before it. While a drain is under way nothing else is granted.
 */
final class ConsumerCredit {
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final int limit;
    private final ArrayDeque<Long> drains = new ArrayDeque<>();
    private int window = 1;
    private int consumedOfWindow;
    private int averageBytes = 256;
    private long granted;
    private long settled;

    /**
     * No credit yet.
     *
     * @param limit largest window in messages
     */
    ConsumerCredit(int limit) {
        this.limit = limit;
    }

    /** Messages the broker may still deliver. */
    int outstanding() {
        return (int) (granted - settled);
    }

    /** Credit that travelled with the opening of the consumer. */
    void opened(int credit) {
        granted += credit;
    }

    /** A message has arrived. */
    void delivered(int bytes) {
        settled++;
        averageBytes += (bytes - averageBytes) / 4;
    }

    /** The application took a message. */
    void consumed() {
        if (++consumedOfWindow >= window) {
            consumedOfWindow = 0;
            window = Math.min(window * 2, limit);
        }
    }

    /**
     * The credit to grant now.
     *
     * @param buffered messages that have arrived and wait for the application
     * @return 0 for none; otherwise it counts as granted
     */
    int topUp(int buffered) {
        int target = target();
        int ahead = outstanding() + buffered;
        if (!drains.isEmpty() || ahead > target / 2) {
            return 0;
        }
        granted += target - ahead;
        return target - ahead;
    }

    /** The credit to grant together with a request to drain, at least 1. */
    int drain(int buffered) {
        int credit = Math.max(1, target() - outstanding() - buffered);
        granted += credit;
        drains.addLast(granted);
        return credit;
    }

    /** The oldest drain was answered: all credit up to it is gone. */
    void drained() {
        Long mark = drains.pollFirst();
        if (mark != null) {
            settled = Math.max(settled, mark);
        }
    }

    /** The broker forgot all credit: new epoch or new link. */
    void reset() {
        granted = 0;
        settled = 0;
        drains.clear();
    }

    private int target() {
        return Math.min(window, Math.max(1, WINDOW_BYTES / Math.max(1, averageBytes)));
    }
}
