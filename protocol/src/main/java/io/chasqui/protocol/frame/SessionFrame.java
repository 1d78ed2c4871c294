package io.chasqui.protocol.frame;

/** Frames about one session: its life, its numbered commands, and what the broker sends to it. */
public sealed interface SessionFrame extends Frame permits SessionCommand, SessionEvent {
    /** Number of the session within its connection, chosen by the client. */
    int session();
}
