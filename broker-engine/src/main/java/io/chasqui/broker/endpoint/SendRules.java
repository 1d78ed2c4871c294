package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;
import org.jspecify.annotations.Nullable;

/** Says why a send is refused however much room its destination has; one instance for whoever takes sends. */
final class SendRules {
    private final Engine engine;
    private final Permissions permissions;

    SendRules(Engine engine) {
        this.engine = engine;
        this.permissions = new Permissions(engine);
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

    /** Why a message of this shape cannot be taken, or null; what comes before a large body has to fit into memory. */
    static @Nullable Refusal refuseHead(int messageBytes, int headBytes) {
        if (messageBytes <= SealedMessage.LARGE_BYTES || headBytes <= SealedMessage.LARGE_HEAD_LIMIT_BYTES) {
            return null;
        }
        return new Refusal(
                ErrorCode.RESOURCE,
                "A message of more than " + SealedMessage.LARGE_BYTES + " bytes may have "
                        + SealedMessage.LARGE_HEAD_LIMIT_BYTES + " bytes of header fields and properties but this has "
                        + headBytes + ". Put the data into the body.");
    }
}
