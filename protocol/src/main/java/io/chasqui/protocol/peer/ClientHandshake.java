package io.chasqui.protocol.peer;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.ProtocolVersion;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.peer.HandshakeOutcome.Established;
import io.chasqui.protocol.peer.HandshakeOutcome.Rejected;

/**
 * The client's side of the handshake: says {@code Hello} once and judges the first frame that comes back. It guarantees
 * that a link counts as established only with a version and features that this client offered. One per link, used by one
 * thread at a time.
 */
public final class ClientHandshake {
    private final Hello hello;
    private boolean answered;

    /**
     * A handshake for one link.
     *
     * @param hello what the client offers; build its versions from {@link ProtocolVersion}
     */
    public ClientHandshake(Hello hello) {
        this.hello = hello;
    }

    /** The first frame to send. */
    public Hello hello() {
        return hello;
    }

    /** Whether the handshake is over, so that frames go elsewhere. */
    public boolean isOver() {
        return answered;
    }

    /**
     * Judges the first frame from the broker.
     *
     * @throws IllegalStateException if the handshake is over
     */
    public HandshakeOutcome onFrame(Frame frame) {
        if (answered) {
            throw new IllegalStateException(
                    "The handshake is over; " + frame.kind() + " belongs to the established link.");
        }
        answered = true;
        if (frame instanceof Welcome welcome) {
            return judge(welcome);
        }
        if (frame instanceof Goodbye goodbye) {
            return new Rejected(goodbye.code(), goodbye.text(), false);
        }
        return rejected(
                ErrorCode.PROTOCOL, "A broker answers HELLO with WELCOME or GOODBYE but " + frame.kind() + " came.");
    }

    private HandshakeOutcome judge(Welcome welcome) {
        boolean offered = welcome.version() >= hello.leastVersion() && welcome.version() <= hello.greatestVersion();
        if (!offered || !ProtocolVersion.isSpoken(welcome.version())) {
            return rejected(
                    ErrorCode.VERSION,
                    "The client offered protocol versions " + hello.leastVersion() + ".." + hello.greatestVersion()
                            + " but the broker chose " + welcome.version() + ".");
        }
        if ((welcome.features() & ~hello.features()) != 0) {
            return rejected(
                    ErrorCode.PROTOCOL,
                    "The broker chose features 0x" + Long.toHexString(welcome.features())
                            + " but the client offered only 0x" + Long.toHexString(hello.features()) + ".");
        }
        return new Established(welcome.version(), welcome.features());
    }

    private static Rejected rejected(ErrorCode code, String text) {
        return new Rejected(code, text, true);
    }
}
