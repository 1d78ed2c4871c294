package io.chasqui.protocol.frame;

import io.chasqui.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Frames about the physical link: handshake, heartbeat and its end. */
public sealed interface LinkFrame extends Frame {
    @Override
    default int connection() {
        return 0;
    }

    /**
     * First frame of a client.
     *
     * @param leastVersion lowest protocol version the client speaks
     * @param greatestVersion highest protocol version the client speaks
     * @param features bits of optional abilities
     * @param user user name or null for anonymous
     * @param password password or null
     * @param heartbeatMillis the client closes the link after twice this time of silence, 0 for never
     * @param software name and version of the client, for people
     */
    record Hello(
            int leastVersion,
            int greatestVersion,
            long features,
            @Nullable String user,
            @Nullable String password,
            int heartbeatMillis,
            String software)
            implements LinkFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.HELLO;
        }

        @Override
        public String toString() {
            return "Hello[" + leastVersion + ".." + greatestVersion + ", user=" + user + ", " + software + "]";
        }
    }

    /**
     * The broker's answer to {@link Hello}.
     *
     * @param version the version both speak from now on
     * @param features the abilities both have
     * @param incarnation changes with every start of the broker
     * @param brokerHigh upper half of what tells the broker from all others, over all its starts
     * @param brokerLow lower half of it
     * @param brokerTimeMillis the broker's clock; clients stamp timestamps, expiry and delivery times in it
     * @param heartbeatMillis the broker closes the link after twice this time of silence, 0 for never
     * @param messageLimitBytes largest body of a message in bytes
     * @param software name and version of the broker, for people
     */
    record Welcome(
            int version,
            long features,
            long incarnation,
            long brokerHigh,
            long brokerLow,
            long brokerTimeMillis,
            int heartbeatMillis,
            int messageLimitBytes,
            String software)
            implements LinkFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.WELCOME;
        }
    }

    /**
     * The last frame on a link, with the reason for its end.
     *
     * @param code why
     * @param text why, for people
     */
    record Goodbye(ErrorCode code, String text) implements LinkFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.GOODBYE;
        }
    }

    /**
     * Asks for a {@link Pong} with the same token.
     *
     * @param token any value
     */
    record Ping(long token) implements LinkFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.PING;
        }
    }

    /**
     * Answers a {@link Ping}.
     *
     * @param token the value that came
     */
    record Pong(long token) implements LinkFrame {
        @Override
        public FrameKind kind() {
            return FrameKind.PONG;
        }
    }
}
