package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand;
import org.jspecify.annotations.Nullable;

/**
 * Works off a session's numbered commands: each is decided once, in order; a repeat is answered from memory; a gap is an
 * error of the client.
 */
final class SessionCommands {
    private final SendCommands sends;
    private final LargeSends large;
    private final ConsumerCommands consumers;
    private final SubscriptionCommands subscriptions;
    private final SessionLifecycle lifecycle;
    private final BranchCommands branches;
    private final Engine engine;
    private final Parking parking;

    SessionCommands(
            Engine engine, SessionLifecycle lifecycle, BranchCommands branches, SendCommands sends, LargeSends large) {
        this.engine = engine;
        this.lifecycle = lifecycle;
        this.branches = branches;
        this.sends = sends;
        this.large = large;
        this.parking = new Parking(engine, sends, this::decide);
        this.subscriptions = new SubscriptionCommands(engine);
        this.consumers = new ConsumerCommands(engine, subscriptions);
    }

    /** Does a command. */
    void process(ClientSession session, SessionCommand command) {
        if (command instanceof SessionCommand.Flow flow) {
            flow(session, flow);
            return;
        }
        long sequence = command.sequence();
        if (sequence <= session.decided()) {
            if (command instanceof SessionCommand.XaRecover recover) {
                branches.recover(session, recover);
            }
            session.repeat(sequence, session.messageBytes(command));
            return;
        }
        session.expect(sequence);
        parking.take(session, command);
    }

    /** Takes a part of a send; the last one makes it a command like any other. */
    void process(ClientSession session, SendPart part) {
        Upload complete = large.take(session, part);
        if (complete == null) {
            return;
        }
        long sequence = part.send().sequence();
        if (sequence <= session.decided()) {
            large.release(complete);
            session.repeat(sequence, complete.length());
            return;
        }
        if (sequence == session.expected()) {
            session.complete().put(sequence, complete);
        } else {
            large.release(complete);
        }
        process(session, complete.send());
    }

    /** Has everything decided that a session's send to a full destination has kept waiting. */
    void hurry(ClientSession session) {
        parking.hurry(session);
    }

    /**
     * Goes on with sessions that wait for room.
     *
     * @param all whether to look at all of them, or only some
     * @param touched is told of sessions whose commands were decided
     */
    void resume(boolean all, java.util.function.Consumer<ClientSession> touched) {
        parking.resume(all, touched);
    }

    /** Whether a send waits for room. */
    boolean anyWaits() {
        return parking.anyWaits();
    }

    /** Decides a command, or refuses it for a reason that is known. */
    private void decide(ClientSession session, SessionCommand command, @Nullable Refusal known) {
        long sequence = command.sequence();
        Upload upload = session.complete(sequence);
        int credit = session.messageBytes(command);
        boolean waitedFor = waitedFor(command, upload);
        Refusal refusal = known == null ? execute(session, command) : known;
        if (upload != null) {
            large.release(upload);
            session.complete().remove(sequence);
        }
        if (refusal != null) {
            session.refused(sequence, refusal, credit);
            if (command instanceof SessionCommand.Send send && send.transacted()) {
                session.stagingRefusal(refusal);
            }
        } else {
            session.done(sequence, waitedFor, credit);
        }
        if (command instanceof SessionCommand.CloseSession) {
            session.confirm(true);
            lifecycle.forget(session);
        }
    }

    private @Nullable Refusal execute(ClientSession session, SessionCommand command) {
        return switch (command.kind()) {
            case SEND -> sends.send(session, (SessionCommand.Send) command);
            case ACKNOWLEDGE -> AcknowledgeCommands.acknowledge(session, (SessionCommand.Acknowledge) command);
            case EXPIRE -> AcknowledgeCommands.expire(engine, session, (SessionCommand.Expire) command);
            case COMMIT -> sends.commit(session, (SessionCommand.Commit) command);
            case ROLLBACK -> lifecycle.rollback(session, (SessionCommand.Rollback) command);
            case RELEASE -> lifecycle.release(session, (SessionCommand.Release) command);
            case OPEN_CONSUMER -> consumers.open(session, (SessionCommand.OpenConsumer) command);
            case CLOSE_CONSUMER -> consumers.close(session, (SessionCommand.CloseConsumer) command);
            case ADOPT -> SessionLifecycle.adopt(session, (SessionCommand.Adopt) command);
            case UNSUBSCRIBE -> subscriptions.unsubscribe(session, (SessionCommand.Unsubscribe) command);
            case CLOSE_SESSION -> lifecycle.close(session, (SessionCommand.CloseSession) command);
            case XA_START -> branches.start(session, (SessionCommand.XaStart) command);
            case XA_END -> branches.end(session, (SessionCommand.XaEnd) command);
            case XA_DECIDE -> branches.decide(session, (SessionCommand.XaDecide) command);
            case XA_RECOVER -> branches.recover(session, (SessionCommand.XaRecover) command);
            default ->
                new Refusal(ErrorCode.PROTOCOL, "A session command is expected but " + command.kind() + " came.");
        };
    }

    private static boolean waitedFor(SessionCommand command, @Nullable Upload upload) {
        return switch (command.kind()) {
            case SEND -> {
                SessionCommand.Send send = (SessionCommand.Send) command;
                boolean persistent = upload == null ? SendCommands.persistent(send.message()) : upload.persistent();
                yield persistent && !send.transacted();
            }
            case ACKNOWLEDGE -> ((SessionCommand.Acknowledge) command).urgent();
            case ADOPT, EXPIRE -> false;
            default -> true;
        };
    }

    private void flow(ClientSession session, SessionCommand.Flow flow) {
        Consumer consumer = session.consumer(flow.consumer());
        if (consumer != null && flow.epoch() == session.epoch()) {
            consumer.grant(flow.credit(), flow.drain());
            engine.dispatcher().wake(consumer);
        }
    }
}
