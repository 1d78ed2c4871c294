package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements outside of transactions. In {@code CLIENT_ACKNOWLEDGE} one that names a message which is no longer
 * with the session is refused as a whole, so that the application learns of the coming redelivery; in the automatic modes
 * the rest is acknowledged and the message comes again, flagged. What expired before the application had it is not
 * acknowledged but expires.
 */
final class AcknowledgeCommands {
    private AcknowledgeCommands() {}

    static @Nullable Refusal acknowledge(ClientSession session, SessionCommand.Acknowledge command) {
        Acknowledgement acknowledgement = Acknowledgement.of(session, command.deliveries());
        if (acknowledgement.missing() > 0 && session.mode() == AcknowledgeMode.CLIENT) {
            return new Refusal(
                    ErrorCode.DELIVERY,
                    acknowledgement.missing() + " of the "
                            + command.deliveries().size()
                            + " acknowledged messages are no longer with this session and will be redelivered.");
        }
        Facts facts = new Facts();
        boolean durable = !acknowledgement.durable().isEmpty();
        CommandName name = durable ? session.name(command.sequence(), facts) : CommandName.NONE;
        acknowledgement.addTo(facts, name);
        session.record(facts);
        return null;
    }

    /**
     * Ends deliveries that nobody has seen: their messages have expired, as those do that are with nobody. What does not
     * expire, as what was set aside, is refused, and stays with the session.
     */
    static @Nullable Refusal expire(Engine engine, ClientSession session, SessionCommand.Expire command) {
        Set<MessageEntry> expired = new LinkedHashSet<>();
        for (DeliveryName name : command.deliveries()) {
            Delivery delivery = session.inFlight().find(name);
            if (delivery != null && delivery.entry().expirationMillis() == 0) {
                return new Refusal(
                        ErrorCode.PROTOCOL,
                        "Only messages with an expiration expire; " + name
                                + " has none: acknowledge it or give it back.");
            }
            if (delivery != null) {
                expired.add(delivery.entry());
            }
        }
        if (!expired.isEmpty()) {
            session.record(engine.deadLetters().expire(List.copyOf(expired)));
        }
        return null;
    }
}
