package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks whether the user of a session may do something, and says no in one way everywhere. */
final class Permissions {
    private final Engine engine;

    Permissions(Engine engine) {
        this.engine = engine;
    }

    /**
     * Null if the session's user may do it. Nobody is asked about temporary destinations: who may use them is settled by
     * who made them and by who was told their names.
     */
    @Nullable
    Refusal check(ClientSession session, Action action, Destination destination) {
        String user = session.connection().user();
        if (destination.isTemporary() || engine.authorizer().permits(user, action, destination)) {
            return null;
        }
        return new Refusal(
                ErrorCode.AUTHORIZATION,
                "User '" + user + "' may not " + verb(action) + " " + destination + ": the permission "
                        + action.name().toLowerCase(Locale.ROOT)
                        + " is needed there, which an administrator of the broker can grant.");
    }

    private static String verb(Action action) {
        return switch (action) {
            case SEND -> "send to";
            case CONSUME -> "consume from";
            case BROWSE -> "browse";
            case CREATE -> "bring into being a queue or durable subscription for";
            case MANAGE -> "manage";
        };
    }
}
