package io.chasqui.protocol.frame;

import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client's session asks of the broker. All but {@link OpenSession} and {@link Flow} carry a sequence: it counts
 * the session's commands from 1 without gaps, the broker decides them in that order, and repeats after a re-attach are
 * answered from memory instead of being done twice. Each sequence is answered once, cumulatively by
 * {@link SessionEvent.Confirm} or singly by {@link SessionEvent.Refuse}.
 */
public sealed interface SessionCommand extends SessionFrame {
    /** The command's number in its session; 0 for frames that are not numbered. */
    default long sequence() {
        return 0;
    }

    /**
     * Opens a session or attaches to it again after a lost link; answered by {@link SessionEvent.SessionOpened}.
     *
     * @param connection its connection
     * @param session number chosen by the client
     * @param keyHigh upper half of the session's random key
     * @param keyLow lower half of the session's random key
     * @param mode how it consumes
     * @param epoch the session's current delivery epoch, see {@link Release}
     * @param reattach whether the client held this session before
     * @param confirmed every command up to this one has been answered, so the broker may forget the answers
     * @param held deliveries that the application has seen and that are not acknowledged
     */
    record OpenSession(
            int connection,
            int session,
            long keyHigh,
            long keyLow,
            AcknowledgeMode mode,
            int epoch,
            boolean reattach,
            long confirmed,
            List<DeliveryName> held)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.OPEN_SESSION;
        }
    }

    /**
     * Ends a session: an open transaction rolls back, unacknowledged deliveries return.
     *
     * @param seen deliveries that the application has seen and that count as delivered
     */
    record CloseSession(int connection, int session, long sequence, List<DeliveryName> seen) implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.CLOSE_SESSION;
        }
    }

    /**
     * Sends a message.
     *
     * @param destination where to
     * @param transacted whether it takes effect only with the session's next {@link Commit}
     * @param message the sealed message
     */
    record Send(int connection, int session, long sequence, Destination destination, boolean transacted, byte[] message)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.SEND;
        }
    }

    /**
     * Opens a consumer.
     *
     * @param consumer number chosen by the client, unique in the session
     * @param consumerKind what it reads from
     * @param destination the queue or topic
     * @param subscription name of the subscription for the durable and shared kinds, otherwise null
     * @param selector message selector or null
     * @param noLocal whether messages of the same connection are left out (topics)
     * @param credit messages the broker may deliver at once
     */
    record OpenConsumer(
            int connection,
            int session,
            long sequence,
            int consumer,
            ConsumerKind consumerKind,
            Destination destination,
            @Nullable String subscription,
            @Nullable String selector,
            boolean noLocal,
            int credit)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.OPEN_CONSUMER;
        }
    }

    /**
     * Closes a consumer; its deliveries that are not held return at once, uncounted and in order.
     *
     * @param held deliveries of this consumer that the application has seen; they stay with the session
     */
    record CloseConsumer(int connection, int session, long sequence, int consumer, List<DeliveryName> held)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.CLOSE_CONSUMER;
        }
    }

    /**
     * Acknowledges deliveries for good.
     *
     * @param deliveries what is acknowledged
     * @param urgent whether the client waits for the answer; otherwise the answer may come up to 5 ms late
     */
    record Acknowledge(int connection, int session, long sequence, List<DeliveryName> deliveries, boolean urgent)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.ACKNOWLEDGE;
        }
    }

    /**
     * Ends deliveries whose messages expired on their way to the application: nobody has seen them, and the broker does
     * with them as with all that expire. What is no longer with the session is left out; if one of the others has no
     * expiration, all are refused and stay with the session.
     *
     * @param deliveries whose messages expired
     */
    record Expire(int connection, int session, long sequence, List<DeliveryName> deliveries) implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.EXPIRE;
        }
    }

    /**
     * Gives back everything that is delivered to the session and not acknowledged ({@code recover}, listener failure).
     * From then on deliveries carry the new epoch; the client drops those of an older one that are still under way. The
     * credit of all the session's consumers starts again at 0.
     *
     * @param epoch the new epoch, greater than the one before
     * @param seen deliveries that the application has seen: they return with their count raised
     */
    record Release(int connection, int session, long sequence, int epoch, List<DeliveryName> seen)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.RELEASE;
        }
    }

    /**
     * Commits the session's transaction: its transacted sends and these acknowledgements, all or nothing.
     *
     * @param sends number of transacted sends since the last commit or rollback; a broker that holds another number (it
     *     was restarted meanwhile) refuses with {@code TRANSACTION_ROLLED_BACK}
     * @param deliveries what the transaction has consumed
     */
    record Commit(int connection, int session, long sequence, int sends, List<DeliveryName> deliveries)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.COMMIT;
        }
    }

    /**
     * Rolls the session's transaction back: forgets its sends and does as {@link Release}.
     *
     * @param epoch the new delivery epoch
     * @param seen deliveries that the application has seen
     */
    record Rollback(int connection, int session, long sequence, int epoch, List<DeliveryName> seen)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.ROLLBACK;
        }
    }

    /**
     * Deletes a durable subscription (Jakarta Messaging 3.1 §4.2.4).
     *
     * @param subscription its name
     */
    record Unsubscribe(int connection, int session, long sequence, String subscription) implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.UNSUBSCRIBE;
        }
    }

    /**
     * Takes over deliveries of another session of the same connection: from then on this session acknowledges them, gives
     * them back, or has them in its transaction. Those that the other session no longer has are left out.
     *
     * @param fromSession number of the other session
     * @param deliveries what is taken over
     */
    record Adopt(int connection, int session, long sequence, int fromSession, List<DeliveryName> deliveries)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.ADOPT;
        }
    }

    /**
     * Grants credit to a consumer. Not numbered; lost with the link.
     *
     * @param epoch the epoch the credit is for; an older one is ignored
     * @param credit further messages the broker may deliver
     * @param drain whether the broker, having delivered what matches now or as much as the credit allows, is to answer
     *     {@link SessionEvent.Drained} and forget the credit left
     */
    record Flow(int connection, int session, int consumer, int epoch, int credit, boolean drain)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.FLOW;
        }
    }

    /**
     * Begins to work for a transaction branch: transacted sends and what the session consumes belong to it.
     *
     * @param xid the branch
     * @param entry whether it is new, has work of others, or was suspended by this session
     * @param timeoutSeconds after this time an unprepared new branch rolls back; 0 for the broker's default
     */
    record XaStart(int connection, int session, long sequence, Xid xid, BranchEntry entry, int timeoutSeconds)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.XA_START;
        }
    }

    /**
     * Stops to work for a transaction branch: the session's transacted sends and these deliveries leave the session and
     * are the branch's. Refused with {@code XA_ROLLED_BACK} or {@code XA_TIMED_OUT} when the branch can only roll back;
     * the deliveries return then.
     *
     * @param xid the branch
     * @param exit complete, to be resumed, or failed
     * @param sends number of transacted sends since {@link XaStart}
     * @param deliveries what the session has consumed since then
     */
    record XaEnd(
            int connection,
            int session,
            long sequence,
            Xid xid,
            BranchExit exit,
            int sends,
            List<DeliveryName> deliveries)
            implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.XA_END;
        }
    }

    /**
     * Decides about a transaction branch that no session works for. A branch that changes nothing answers
     * {@code PREPARE} with the refusal {@code XA_READ_ONLY}.
     *
     * @param xid the branch, of whatever session
     * @param verb what is to become of it
     */
    record XaDecide(int connection, int session, long sequence, Xid xid, BranchVerb verb) implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.XA_DECIDE;
        }
    }

    /** Asks which transaction branches are in doubt; {@link SessionEvent.XaBranches} comes before the confirmation. */
    record XaRecover(int connection, int session, long sequence) implements SessionCommand {
        @Override
        public FrameKind kind() {
            return FrameKind.XA_RECOVER;
        }
    }
}
