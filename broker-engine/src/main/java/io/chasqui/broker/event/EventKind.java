package io.chasqui.broker.event;

/** All events; the code in the journal is never reused. */
public enum EventKind {
    /** A broker has opened the journal. */
    BROKER_STARTED(1),
    /** A queue exists. */
    QUEUE_CREATED(2),
    /** A subscription exists. */
    SUBSCRIPTION_CREATED(3),
    /** A queue or subscription is gone with all it held. */
    QUEUE_DELETED(4),
    /** A session has got a duplicate window. */
    SESSION_REGISTERED(5),
    /** A session's duplicate window has moved on. */
    SESSION_ADVANCED(6),
    /** A command was refused. */
    COMMAND_REFUSED(7),
    /** A session's duplicate window has ended. */
    SESSION_ENDED(8),
    /** Part of a message lies in the journal, not yet anybody's. */
    PAYLOAD_STAGED(9),
    /** A message has been accepted for queues and subscriptions. */
    MESSAGE_ACCEPTED(10),
    /** Deliveries have been acknowledged. */
    DELIVERIES_ACKNOWLEDGED(11),
    /** Deliveries have come back and count. */
    DELIVERIES_RELEASED(12),
    /** Messages have expired. */
    MESSAGES_EXPIRED(13),
    /** Messages up to a sequence may be delivered from now on. */
    HORIZON_RAISED(14),
    /** Messages may be delivered although they lie beyond the horizon. */
    DELIVERIES_EXPOSED(15),
    /** A clean stop: exactly these messages have been delivered. */
    EXPOSURE_SETTLED(16),
    /** Counters of a queue, at the head of a segment. */
    QUEUE_COUNTED(17),
    /** Nothing but a batch whose watermark proves what is on the disk. */
    WATERMARK_NOTED(18),
    /** A message lies elsewhere now. */
    MESSAGE_MOVED(19),
    /** What the broker adds to a message. */
    MESSAGE_ANNOTATED(20),
    /** A transaction branch is prepared. */
    BRANCH_PREPARED(21),
    /** A prepared branch is over. */
    BRANCH_ENDED(22),
    /** A prepared branch was decided without its manager. */
    BRANCH_DECIDED(23),
    /** The broker has got what tells it from all others. */
    BROKER_IDENTIFIED(24),
    /** A message that a prepared branch is to send lies elsewhere now. */
    BRANCH_SEND_MOVED(25),
    /** Messages have failed too often. */
    MESSAGES_DEAD_LETTERED(30),
    /** Messages had to make room. */
    MESSAGES_DROPPED(31),
    /** More counters of a queue, in a checkpoint. */
    QUEUE_MEASURED(32);

    private final int code;

    EventKind(int code) {
        this.code = code;
    }

    /** The code in the journal. */
    public int code() {
        return code;
    }
}
