package io.chasqui.protocol.peer;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.ProtocolVersion;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.peer.HandshakeOutcome.Established;
import io.chasqui.protocol.peer.HandshakeOutcome.Rejected;
import java.util.OptionalInt;

/**
 * The broker's side of the handshake: judges the first frame of a client. It says nothing about who the user is; the
 * broker authenticates with the {@code Hello} it was given, and then sends {@code Welcome} with the version and features
 * found here. One per link, used by one thread at a time.
 */
public final class BrokerHandshake {
    private final long features;
    private boolean judged;

    /**
     * A handshake for one link.
     *
     * @param features bits of the abilities this broker has
     */
    public BrokerHandshake(long features) {
        this.features = features;
    }

    /** Whether the first frame has come, so that frames go elsewhere. */
    public boolean isOver() {
        return judged;
    }

    /**
     * Judges the first frame from the client.
     *
     * @throws IllegalStateException if the handshake is over
     */
    public HandshakeOutcome onFrame(Frame frame) {
        if (judged) {
            throw new IllegalStateException(
                    "The handshake is over; " + frame.kind() + " belongs to the established link.");
        }
        judged = true;
        if (frame instanceof Hello hello) {
            return judge(hello);
        }
        if (frame instanceof Goodbye goodbye) {
            return new Rejected(goodbye.code(), goodbye.text(), false);
        }
        return new Rejected(
                ErrorCode.PROTOCOL, "The first frame of a link must be HELLO but " + frame.kind() + " came.", true);
    }

    private HandshakeOutcome judge(Hello hello) {
        OptionalInt version = ProtocolVersion.negotiate(hello.leastVersion(), hello.greatestVersion());
        if (version.isEmpty()) {
            return new Rejected(
                    ErrorCode.VERSION,
                    "This broker speaks protocol versions " + ProtocolVersion.range() + " but the client offers "
                            + hello.leastVersion() + ".." + hello.greatestVersion()
                            + ". Use a client of the broker's release.",
                    true);
        }
        if (hello.heartbeatMillis() < 0) {
            return new Rejected(
                    ErrorCode.PROTOCOL,
                    "A heartbeat must be 0 or more milliseconds but is " + hello.heartbeatMillis() + ".",
                    true);
        }
        return new Established(version.getAsInt(), hello.features() & features);
    }
}
