package io.chasqui.jms.client;

/**
 * A random name of 128 bits that survives a lost link.
 *
 * @param high upper half
 * @param low lower half
 */
record SessionKey(long high, long low) {
    static SessionKey random(ClientEnvironment environment) {
        return new SessionKey(environment.random(), environment.random());
    }
}
