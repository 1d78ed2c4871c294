package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.event.CommandName;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.SessionCommand;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements outside of transactions. In {@code CLIENT_ACKNOWLEDGE} one that names a message which is no longer
 * with the session is refused as a whole, so that the application learns of the coming redelivery; in the automatic modes
 * the rest is acknowledged and the message comes again, flagged.
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
}
