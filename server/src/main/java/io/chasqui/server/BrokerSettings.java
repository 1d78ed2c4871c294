package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import java.nio.file.Path;

/**
 * What {@code chasqui broker} was asked to start.
 *
 * @param data the journal's directory
 * @param host where to listen: a name or an address
 * @param port TCP port, 0 to 65535; 0 takes any free one
 * @param durability what a confirmation promises
 */
record BrokerSettings(Path data, String host, int port, Durability durability) {}
