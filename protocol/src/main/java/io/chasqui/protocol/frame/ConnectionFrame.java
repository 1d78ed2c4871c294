package io.chasqui.protocol.frame;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import org.jspecify.annotations.Nullable;

/** Frames about a virtual connection, which stands for one {@code jakarta.jms.Connection}. */
public sealed interface ConnectionFrame extends Frame {
    /**
     * Opens a virtual connection, or takes it over after its link was lost. Answered by {@link ConnectionOpened} or
     * {@link ConnectionRefused}; the client may send sessions' frames behind it without waiting.
     *
     * @param connection number chosen by the client
     * @param keyHigh upper half of the connection's random key
     * @param keyLow lower half of the connection's random key
     * @param clientIdentifier Jakarta Messaging 3.1 §6.1.2, or null
     */
    record OpenConnection(
            int connection,
            long keyHigh,
            long keyLow,
            @Nullable String clientIdentifier) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.OPEN_CONNECTION;
        }
    }

    /**
     * The connection exists.
     *
     * @param connection its number
     */
    record ConnectionOpened(int connection) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.CONNECTION_OPENED;
        }
    }

    /**
     * The connection does not exist.
     *
     * @param connection its number
     * @param code why
     * @param text why, for people
     */
    record ConnectionRefused(int connection, ErrorCode code, String text) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.CONNECTION_REFUSED;
        }
    }

    /**
     * Ends a connection and all its sessions; what was delivered and not acknowledged returns. Answered by
     * {@link ConnectionClosed}.
     *
     * @param connection its number
     */
    record CloseConnection(int connection) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.CLOSE_CONNECTION;
        }
    }

    /**
     * The connection has ended.
     *
     * @param connection its number
     */
    record ConnectionClosed(int connection) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.CONNECTION_CLOSED;
        }
    }

    /**
     * Makes a temporary destination of this connection, under a name that the client has made up. Not answered; saying it
     * again changes nothing. Frames that use the destination may follow at once. After its link was lost the client
     * declares again what it has.
     *
     * @param connection its number
     * @param destination temporary, with a name that begins with {@link Destination#TEMPORARY_PREFIX}
     */
    record DeclareTemporary(int connection, Destination destination) implements ConnectionFrame {
        /** Most temporary destinations that a connection may have at a time. */
        public static final int LIMIT = 10_000;

        @Override
        public FrameKind kind() {
            return FrameKind.DECLARE_TEMPORARY;
        }
    }

    /**
     * Deletes a temporary destination of this connection, with all that is in it. Answered by {@link TemporaryDeleted};
     * one that does not exist counts as deleted.
     *
     * @param connection its number
     * @param destination which one
     */
    record DeleteTemporary(int connection, Destination destination) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.DELETE_TEMPORARY;
        }
    }

    /**
     * Answers {@link DeleteTemporary}.
     *
     * @param connection its number
     * @param destination which one
     * @param code why it was not deleted, or null if it was
     * @param text why, for people; empty if it was deleted
     */
    record TemporaryDeleted(
            int connection,
            Destination destination,
            @Nullable ErrorCode code,
            String text) implements ConnectionFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.TEMPORARY_DELETED;
        }
    }
}
