package io.chasqui.protocol.peer;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;

/** How a handshake ends. */
public sealed interface HandshakeOutcome {
    /**
     * Both sides understand each other; other frames may follow.
     *
     * @param version the protocol version both speak
     * @param features the abilities both have
     */
    record Established(int version, long features) implements HandshakeOutcome {}

    /**
     * The link is to be closed.
     *
     * @param code why
     * @param text why, for people
     * @param bySelf whether this side found the fault and should say {@link #goodbye()}; otherwise the peer said it
     */
    record Rejected(ErrorCode code, String text, boolean bySelf) implements HandshakeOutcome {
        /** What to tell the peer. */
        public Goodbye goodbye() {
            return new Goodbye(code, text);
        }
    }
}
