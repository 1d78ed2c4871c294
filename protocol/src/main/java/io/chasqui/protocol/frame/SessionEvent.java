package io.chasqui.protocol.frame;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.MessageSource;
import io.chasqui.protocol.message.Xid;
import java.util.List;

/** What the broker sends to a client's session. */
public sealed interface SessionEvent extends SessionFrame {
    /**
     * Answers {@link SessionCommand.OpenSession}.
     *
     * @param connection its connection
     * @param session its number
     * @param resumed whether the broker still had the session itself (its open transaction and deliveries); if not, an
     *     open transaction is lost
     * @param decided the last command of this session that the broker has decided: later ones are to be sent again
     * @param sendCreditBytes bytes of messages that may be under way without an answer
     * @param lost those of the held deliveries that are no longer this session's
     */
    record SessionOpened(
            int connection, int session, boolean resumed, long decided, int sendCreditBytes, List<DeliveryName> lost)
            implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.SESSION_OPENED;
        }
    }

    /**
     * The session could not be opened.
     *
     * @param code why
     * @param text why, for people
     */
    record SessionRefused(int connection, int session, ErrorCode code, String text) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.SESSION_REFUSED;
        }
    }

    /**
     * All commands up to this one that were not refused are done, as durably as was asked.
     *
     * @param sequence the last one
     * @param sendCreditBytes further bytes of messages that may be under way
     */
    record Confirm(int connection, int session, long sequence, int sendCreditBytes) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.CONFIRM;
        }
    }

    /**
     * One command was refused and changed nothing.
     *
     * @param sequence the command
     * @param code why
     * @param text why, for people
     */
    record Refuse(int connection, int session, long sequence, ErrorCode code, String text) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.REFUSE;
        }
    }

    /**
     * Delivers a message to a consumer.
     *
     * @param consumer the consumer's number
     * @param epoch the session's delivery epoch
     * @param name what the client acknowledges
     * @param deliveryCount {@code JMSXDeliveryCount}, 1 for the first delivery; {@code JMSRedelivered} is set above 1
     * @param annotations property block of what the broker adds, empty for nothing
     * @param message the sealed message
     */
    record Deliver(
            int connection,
            int session,
            int consumer,
            int epoch,
            DeliveryName name,
            int deliveryCount,
            byte[] annotations,
            byte[] message)
            implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.DELIVER;
        }
    }

    /**
     * A {@link Deliver} whose message lies on the broker's disk. It is known inside of a broker only: a link that encodes
     * frames reads the message when its turn comes, one that hands over objects makes it a {@link Deliver}.
     *
     * @param fields the frame, with an empty message
     * @param source the message; the channel closes it
     */
    record DeliverStored(Deliver fields, MessageSource source) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.DELIVER;
        }

        @Override
        public int connection() {
            return fields.connection();
        }

        @Override
        public int session() {
            return fields.session();
        }

        /** The same with the whole message in memory; closes the source. */
        public Deliver load() {
            return new Deliver(
                    fields.connection(),
                    fields.session(),
                    fields.consumer(),
                    fields.epoch(),
                    fields.name(),
                    fields.deliveryCount(),
                    fields.annotations(),
                    source.readAll());
        }
    }

    /**
     * Nothing that matches is left for now, or the credit is used up; answers each {@link SessionCommand.Flow} with
     * {@code drain} once.
     *
     * @param consumer the consumer's number
     * @param epoch the epoch of the request
     */
    record Drained(int connection, int session, int consumer, int epoch) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.DRAINED;
        }
    }

    /**
     * The transaction branches that are prepared or were decided by somebody else than their manager.
     *
     * @param sequence the {@link SessionCommand.XaRecover} that asked
     * @param branches their names
     */
    record XaBranches(int connection, int session, long sequence, List<Xid> branches) implements SessionEvent {
        @Override
        public FrameKind kind() {
            return FrameKind.XA_BRANCHES;
        }
    }
}
