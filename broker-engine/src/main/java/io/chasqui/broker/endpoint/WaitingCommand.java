package io.chasqui.broker.endpoint;

import io.chasqui.protocol.frame.SessionCommand;

/**
 * A command whose turn has not come: it is a send to a full destination, or waits behind one.
 *
 * @param command the command
 * @param bytes length of the message it brings, 0 if it brings none
 * @param number its place among all that wait: lower numbers came earlier
 * @param sinceMillis when it came, by the steady clock
 */
record WaitingCommand(SessionCommand command, int bytes, long number, long sinceMillis) {}
