package io.chasqui.protocol.peer;

/** What a {@link HeartbeatMonitor} asks its owner to do. */
public enum Heartbeat {
    /** Nothing: the peer was heard lately, or has been asked. */
    NOTHING,
    /** Send a ping: the peer has been silent for one interval. */
    SEND_PING,
    /** Close the link: the peer has been silent for two intervals. */
    DEAD
}
