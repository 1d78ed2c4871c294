package io.chasqui.protocol.frame;

import io.chasqui.protocol.ErrorCode;
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
}
