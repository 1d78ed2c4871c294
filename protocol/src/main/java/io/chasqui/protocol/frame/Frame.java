package io.chasqui.protocol.frame;

/**
 * One unit of the conversation between a client and a broker. Every frame names its virtual connection; 0 is the link
 * itself. Frames of one session are decided in the order in which they were sent.
 */
public sealed interface Frame permits LinkFrame, ConnectionFrame, SessionFrame {
    /** Which frame this is, for flat switches and for the codec. */
    FrameKind kind();

    /** The virtual connection, chosen by the client from 1 on; 0 for the link. */
    int connection();
}
