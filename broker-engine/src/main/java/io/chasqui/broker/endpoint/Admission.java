package io.chasqui.broker.endpoint;

import io.chasqui.broker.security.Authenticator;
import io.chasqui.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Has credentials checked for a link without keeping its thread waiting: a check is meant to be slow. */
@FunctionalInterface
public interface Admission {
    /** Hears how a check ended: one call, in the asking thread or in another. */
    interface Answer {
        /**
         * The user is who they say.
         *
         * @param name under which the user is known from now on
         */
        void admitted(String name);

        /**
         * The user stays outside.
         *
         * @param code why
         * @param text why, for people
         */
        void refused(ErrorCode code, String text);
    }

    /**
     * Has credentials checked; returns at once.
     *
     * @param user user name or null
     * @param password password or null
     * @param answer hears how it ended
     */
    void check(@Nullable String user, @Nullable String password, Answer answer);

    /** Checks in the asking thread, for simulations and tests. */
    static Admission direct(Authenticator authenticator) {
        return (user, password, answer) -> tell(authenticator.authenticate(user, password), user, answer);
    }

    /**
     * Tells a link what an authenticator has answered.
     *
     * @param name the name it gave, or null
     * @param user the name it was asked about, or null
     * @param answer hears it
     */
    static void tell(@Nullable String name, @Nullable String user, Answer answer) {
        if (name != null) {
            answer.admitted(name);
        } else if (user == null) {
            answer.refused(
                    ErrorCode.AUTHENTICATION,
                    "This broker lets nobody in without a name: give user and password with createConnection or"
                            + " createContext, or as the options user and password of the connection URL.");
        } else {
            answer.refused(ErrorCode.AUTHENTICATION, "User '" + user + "' is unknown, or the password is wrong.");
        }
    }
}
