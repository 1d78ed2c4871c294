package io.chasqui.jms.client;

/**
 * How many bytes of messages a session may have under way without an answer. Until the broker has named its grant a
 * small window is assumed, so that the first sends need not wait. A message larger than the whole window passes when
 * nothing else is under way. Guarded by the session's lock.
 */
final class SendWindow {
    /** The window before the broker's grant has come. */
    static final int ASSUMED_BYTES = 64 * 1024;

    private long availableBytes = ASSUMED_BYTES;
    private int underWay;

    /** Uses credit for a message if there is enough. */
    boolean tryUse(int bytes) {
        if (bytes > availableBytes && underWay > 0) {
            return false;
        }
        availableBytes -= bytes;
        underWay++;
        return true;
    }

    /** A send was answered. */
    void answered() {
        underWay--;
    }

    /** Credit came back. */
    void add(int bytes) {
        availableBytes += bytes;
    }

    /** The broker's grant for a new session, part of which may be used already. */
    void grant(int totalBytes) {
        availableBytes += (long) totalBytes - ASSUMED_BYTES;
    }

    /** The grant after a re-attach, when all unanswered sends are sent again. */
    void restart(int totalBytes, Iterable<PendingCommand> unanswered) {
        availableBytes = totalBytes;
        underWay = 0;
        for (PendingCommand command : unanswered) {
            int bytes = command.sendBytes();
            if (bytes > 0) {
                availableBytes -= bytes;
                underWay++;
            }
        }
    }
}
