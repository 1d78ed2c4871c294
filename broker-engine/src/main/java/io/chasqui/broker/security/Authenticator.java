package io.chasqui.broker.security;

import org.jspecify.annotations.Nullable;

/** Checks credentials, once per link and user. Called from I/O threads, possibly at the same time; may take a while. */
@FunctionalInterface
public interface Authenticator {
    /** Lets everybody in, under the name they give or {@code anonymous}: right for a broker on loopback only. */
    Authenticator PERMISSIVE = (user, password) -> user == null ? "anonymous" : user;

    /**
     * Checks credentials.
     *
     * @param user user name or null
     * @param password password or null
     * @return the name under which the user is known from now on, or null to refuse
     */
    @Nullable
    String authenticate(@Nullable String user, @Nullable String password);
}
