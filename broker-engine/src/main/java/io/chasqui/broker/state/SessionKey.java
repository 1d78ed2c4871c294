package io.chasqui.broker.state;

/**
 * The random key by which a session is known across links and restarts.
 *
 * @param high upper half
 * @param low lower half
 */
public record SessionKey(long high, long low) {}
