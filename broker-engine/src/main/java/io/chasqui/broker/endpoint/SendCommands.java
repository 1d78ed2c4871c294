package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Obstacle;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.command.Router;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import org.jspecify.annotations.Nullable;

/** Sends and commits. */
final class SendCommands {
    private final Engine engine;
    private final LargeSends large;
    private final Permissions permissions;

    SendCommands(Engine engine) {
        this.engine = engine;
        this.large = new LargeSends(engine, this);
        this.permissions = new Permissions(engine);
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
        Payload payload = upload == null ? wellFormed(send.message()) : upload.payload();
        if (payload == null
                || check(session, send.destination(), payload.message().persistent()) != null) {
            return null;
        }
        Router router = router(session);
        return engine.limits()
                .obstacle(
                        send.destination(),
                        length,
                        session.transaction(),
                        subscription -> router.wants(subscription, payload));
    }

    private static @Nullable Payload wellFormed(byte[] message) {
        try {
            return Payload.arrived(SealedMessage.of(message).bytes(), false);
        } catch (WireFormatException malformed) {
            return null;
        }
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
        Refusal refusal = check(session, send.destination(), message.persistent());
        if (refusal == null && message.size() > SealedMessage.LARGE_BYTES) {
            refusal = LargeSends.refuseHead(SealedMessage.headBytes(message.bytes()));
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
        boolean keep = message.persistent() && router.keeps(send.destination());
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
            refusal = check(session, send.destination(), upload.persistent());
        }
        if (refusal != null) {
            large.release(upload);
            return refusal;
        }
        Router router = router(session);
        Payload payload = payload(upload, upload.persistent() && router.keeps(send.destination()));
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
        keepForNewcomers(session, router);
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
    private void keepForNewcomers(ClientSession session, Router router) {
        session.transaction().replaceAll(staged -> {
            Payload payload = staged.payload();
            if (!staged.persistent() || payload.persistent() || !router.keeps(staged.destination())) {
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

    /** Whether a persistent message that is sent there now is one for the journal. */
    boolean keeps(Destination destination) {
        return Router.keeps(engine.state(), destination);
    }

    /** Why the session cannot send there now, or null. */
    @Nullable
    Refusal check(ClientSession session, Destination destination, boolean persistent) {
        Refusal unknown = engine.temporaries().refuseSend(destination);
        if (unknown != null) {
            return unknown;
        }
        Refusal forbidden = permissions.check(session, Action.SEND, destination);
        if (forbidden == null && destination.isQueue() && engine.state().queue(destination) == null) {
            forbidden = permissions.check(session, Action.CREATE, destination);
        }
        if (forbidden != null) {
            return forbidden;
        }
        return refuseForDisk(destination, persistent);
    }

    /** Temporary destinations, which need no disk, go on: whoever consumes requests can still reply. */
    private @Nullable Refusal refuseForDisk(Destination destination, boolean persistent) {
        FreeRoom room = engine.staging().room();
        if (room.isLow() && !destination.isTemporary()) {
            return new Refusal(
                    ErrorCode.RESOURCE,
                    "The broker's disk has " + room.freeBytes() + " bytes free but " + room.floorBytes()
                            + " are required for sends (freeDiskFloorBytes); consuming goes on. Free disk space, or"
                            + " consume messages, and send again.");
        }
        Staging staging = engine.staging();
        boolean accepted = persistent ? staging.acceptsSends() : staging.acceptsVolatileSends();
        return accepted ? null : diskFull();
    }

    static Refusal diskFull() {
        return new Refusal(
                ErrorCode.RESOURCE,
                "The disk has no room for further messages; consuming goes on. Free disk space and send again.");
    }
}
