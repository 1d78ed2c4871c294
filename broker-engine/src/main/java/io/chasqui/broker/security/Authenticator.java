package io.chasqui.broker.security;

import org.jspecify.annotations.Nullable;

/**
 * Checks credentials, once per link and user. It never holds up the broker: {@link #recall} is asked where the greeting
 * arrives and must answer at once; only if it knows nothing is {@link #authenticate} called, in a thread that is there
 * for this, and never in more than a few at the same time.
 */
@FunctionalInterface
public interface Authenticator {
    /** Lets everybody in, under the name they give or {@code anonymous}: right for a broker on loopback only. */
    Authenticator PERMISSIVE = new Authenticator() {
        @Override
        public String authenticate(@Nullable String user, @Nullable String password) {
            return user == null ? "anonymous" : user;
        }

        @Override
        public String recall(@Nullable String user, @Nullable String password) {
            return authenticate(user, password);
        }
    };

    /**
     * Checks credentials. May take a while; may be called at the same time by several threads.
     *
     * @param user user name or null
     * @param password password or null
     * @return the name under which the user is known from now on, or null to refuse
     */
    @Nullable
    String authenticate(@Nullable String user, @Nullable String password);

    /**
     * Answers from memory, within microseconds, if these very credentials need no check or were found good before. May be
     * called at the same time by several threads.
     *
     * @param user user name or null
     * @param password password or null
     * @return the name under which the user is known from now on, or null if {@link #authenticate} has to be asked
     */
    default @Nullable String recall(@Nullable String user, @Nullable String password) {
        return null;
    }
}
