package io.chasqui.broker.endpoint;

import io.chasqui.protocol.frame.SessionCommand;

/**
 * A command whose turn has not come: it is a send to a full destination, or waits behind one.
 *
 * @param command the command
 * @param sinceMillis when it came, by the broker's clock
 */
record WaitingCommand(SessionCommand command, long sinceMillis) {}
