package io.chasqui.broker.command;

import io.chasqui.protocol.ErrorCode;

/**
 * The answer to a command that cannot be done. It changed nothing.
 *
 * @param code why
 * @param text what was expected, what came, what to do
 */
public record Refusal(ErrorCode code, String text) {}
