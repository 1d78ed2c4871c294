package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Obstacle;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.command.Router;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends and commits. */
final class SendCommands {
    private final Engine engine;
    private final SendRules rules;
    private final LargeSends large;
    private final Branches branches;

    SendCommands(Engine engine, SendRules rules, LargeSends large, Branches branches) {
        this.engine = engine;
        this.rules = rules;
        this.large = large;
        this.branches = branches;
    }

    /** Whether a message is persistent; reads one byte. */
    static boolean persistent(byte[] message) {
        return message.length > 2 && (message[2] & 1) != 0;
    }

    /** What stands in the way of a send that is in order otherwise: a full destination; null if nothing does. */
    @Nullable
    Obstacle obstacle(ClientSession session, SessionCommand.Send send) {
        Upload upload = session.complete(send.sequence());
        int length = upload == null ? send.message().length : upload.length();
        if (!engine.limits().full(send.destination(), length)) {
            return null;
        }
        Payload payload = inOrder(session, send);
        if (payload == null) {
            return null;
        }
        Router router = router(session);
        return engine.limits()
                .obstacle(
                        send.destination(),
                        length,
                        ownSends(session),
                        subscription -> router.wants(subscription, payload));
    }

    /** Whether a send is in order, so that it may wait for others; one that is refused anyway need not. */
    boolean mayWait(ClientSession session, SessionCommand.Send send) {
        return inOrder(session, send) != null;
    }

    /** The message of a send that only a lack of room can keep from being done; null if something else does. */
    private @Nullable Payload inOrder(ClientSession session, SessionCommand.Send send) {
        Upload upload = session.complete(send.sequence());
        Payload payload = upload == null ? wellFormed(send.message()) : upload.payload();
        boolean refused = payload == null
                || rules.check(session, send.destination(), payload.message().persistent()) != null;
        return refused ? null : payload;
    }

    private static @Nullable Payload wellFormed(byte[] message) {
        try {
            SealedMessage sealed = SealedMessage.of(message);
            return SendRules.refuseHead(sealed.size(), sealed.headBytes()) == null
                    ? Payload.arrived(message, false)
                    : null;
        } catch (WireFormatException malformed) {
            return null;
        }
    }

    /** What the transaction of a session sends already: all that other sessions do for the same branch as well. */
    private List<Routable> ownSends(ClientSession session) {
        Branch branch = branches.of(session);
        if (branch == null) {
            return session.transaction();
        }
        List<Routable> all = new ArrayList<>(branch.sends());
        branch.working().forEach(worker -> all.addAll(worker.transaction()));
        return all;
    }

    @Nullable
    Refusal send(ClientSession session, SessionCommand.Send send) {
        Upload upload = session.complete(send.sequence());
        if (upload != null) {
            return finish(session, upload);
        }
        SealedMessage message;
        try {
            message = SealedMessage.of(send.message());
        } catch (WireFormatException malformed) {
            return new Refusal(ErrorCode.PROTOCOL, "The message is malformed: " + malformed.getMessage());
        }
        Refusal refusal = rules.check(session, send.destination(), message.persistent());
        if (refusal == null) {
            refusal = SendRules.refuseHead(message.size(), message.headBytes());
        }
        if (refusal != null) {
            return refusal;
        }
        if (message.size() > SealedMessage.LARGE_BYTES && !engine.staging().keepsWhole(message.size())) {
            return finish(session, large.takeWhole(session, send));
        }
        accept(session, send, message);
        return null;
    }

    /** Nothing stands in the way of a message that is in memory as a whole. */
    private void accept(ClientSession session, SessionCommand.Send send, SealedMessage message) {
        Router router = router(session);
        boolean keep = message.persistent() && Router.keeps(engine.state(), send.destination());
        Payload payload = Payload.arrived(send.message(), keep);
        long nowMillis = engine.clockMillis().getAsLong();
        Routable routable = Routable.of(send.destination(), message, payload, nowMillis);
        if (send.transacted()) {
            stage(session, routable);
            return;
        }
        if (keep && payload.length() > engine.staging().inlineLimitBytes()) {
            engine.staging().stage(payload);
        }
        Facts facts = new Facts();
        CommandName name = keep ? session.name(send.sequence(), facts) : CommandName.NONE;
        router.accept(name, routable, facts);
        engine.limits().makeRoom(facts);
        session.record(facts);
    }

    /** Decides a send of which all parts have come. */
    private @Nullable Refusal finish(ClientSession session, Upload upload) {
        Refusal refusal = upload.refusal();
        SessionCommand.Send send = upload.send();
        if (refusal == null) {
            refusal = rules.check(session, send.destination(), upload.persistent());
        }
        if (refusal != null) {
            large.release(upload);
            return refusal;
        }
        Router router = router(session);
        boolean keep = upload.persistent() && Router.keeps(engine.state(), send.destination());
        Payload payload = payload(upload, keep);
        long nowMillis = engine.clockMillis().getAsLong();
        Routable routable = Routable.of(send.destination(), payload.message(), payload, nowMillis);
        if (send.transacted()) {
            engine.limits().stage(routable);
            session.transaction().add(routable);
            return null;
        }
        engine.staging().placeAll();
        Facts facts = new Facts();
        CommandName name = payload.persistent() ? session.name(send.sequence(), facts) : CommandName.NONE;
        router.accept(name, routable, facts);
        engine.limits().makeRoom(facts);
        session.record(facts);
        engine.state().payloads().release(payload);
        return null;
    }

    /** What has come, held once; a durable subscription may have come meanwhile. */
    private Payload payload(Upload upload, boolean keep) {
        Payload arrived = upload.requirePayload();
        upload.letGo();
        if (!keep || arrived.persistent()) {
            return arrived;
        }
        Payload kept = engine.staging().keep(arrived);
        engine.state().payloads().release(arrived);
        return kept;
    }

    @Nullable
    Refusal commit(ClientSession session, SessionCommand.Commit commit) {
        if (commit.sends() != session.transaction().size()) {
            Refusal cause = session.stagingRefusal();
            if (cause != null) {
                return new Refusal(
                        ErrorCode.TRANSACTION_ROLLED_BACK,
                        "A message of the transaction was refused; the transaction is rolled back. " + cause.text());
            }
            return new Refusal(
                    ErrorCode.TRANSACTION_ROLLED_BACK,
                    "The transaction has " + commit.sends() + " sends but the broker holds "
                            + session.transaction().size()
                            + " of them: the broker or the link was lost meanwhile, and the transaction is rolled back.");
        }
        Acknowledgement acknowledgement = Acknowledgement.of(session, commit.deliveries());
        if (acknowledgement.missing() > 0) {
            return new Refusal(
                    ErrorCode.TRANSACTION_ROLLED_BACK,
                    acknowledgement.missing() + " of the transaction's "
                            + commit.deliveries().size()
                            + " consumed messages are no longer with this session; the transaction is rolled back.");
        }
        Router router = router(session);
        keepForNewcomers(session);
        engine.staging().placeAll();
        Facts facts = new Facts();
        CommandName name = session.name(commit.sequence(), facts);
        for (Routable staged : session.transaction()) {
            router.accept(name, staged, facts);
        }
        acknowledgement.addTo(facts, name);
        engine.limits().makeRoom(facts);
        if (!leavesTrace(facts)) {
            // Non-persistent messages only: a repeat after a crash of the broker must find the commit decided.
            facts.journal(new Event.SessionAdvanced(name));
        }
        session.record(facts);
        forget(session);
        return null;
    }

    private static boolean leavesTrace(Facts facts) {
        return facts.journalled().stream()
                .anyMatch(event ->
                        event instanceof Event.MessageAccepted || event instanceof Event.DeliveriesAcknowledged);
    }

    /** Drops the messages of a transaction; those that were not committed become dead bytes. */
    void forget(ClientSession session) {
        for (Routable staged : session.transaction()) {
            engine.limits().unstage(staged);
            engine.state().payloads().release(staged.payload());
        }
        session.transaction().clear();
        session.stagingRefusal(null);
    }

    /** Stages what nobody would have kept when it was sent, if a durable subscription has come meanwhile. */
    private void keepForNewcomers(ClientSession session) {
        session.transaction().replaceAll(staged -> {
            Payload payload = staged.payload();
            if (!staged.persistent() || payload.persistent() || !Router.keeps(engine.state(), staged.destination())) {
                return staged;
            }
            Payload kept = engine.staging().keep(payload);
            engine.state().payloads().release(payload);
            return staged.with(kept);
        });
    }

    private Router router(ClientSession session) {
        return new Router(
                engine.state(),
                engine.selectors(),
                engine.staging()::head,
                subscription -> session.connection().owns(engine, subscription));
    }

    private void stage(ClientSession session, Routable message) {
        engine.state().payloads().retain(message.payload());
        if (message.payload().persistent()) {
            engine.staging().stage(message.payload());
        }
        engine.limits().stage(message);
        session.transaction().add(message);
    }
}
