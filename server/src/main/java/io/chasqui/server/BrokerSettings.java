package io.chasqui.server;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.broker.security.Authorizer;
import java.nio.file.Path;

/**
 * What {@code chasqui broker} was asked to start.
 *
 * @param data the journal's directory
 * @param host where to listen: a name or an address
 * @param port TCP port, 0 to 65535; 0 takes any free one
 * @param durability what a confirmation promises
 * @param journal how the journal is cut into files
 * @param policies what happens to messages that fail or expire
 * @param security who may connect and what they may do
 */
record BrokerSettings(
        Path data,
        String host,
        int port,
        Durability durability,
        JournalConfiguration journal,
        DestinationPolicies policies,
        Security security) {
    /**
     * Who may connect and what they may do.
     *
     * @param authenticator checks credentials
     * @param authorizer says who may do what
     */
    record Security(Authenticator authenticator, Authorizer authorizer) {
        /** Everybody may do everything. */
        static final Security OPEN = new Security(Authenticator.PERMISSIVE, Authorizer.PERMISSIVE);

        /** Whether whoever reaches the port may come in under any name. */
        boolean isOpen() {
            return authenticator == Authenticator.PERMISSIVE;
        }
    }
}
