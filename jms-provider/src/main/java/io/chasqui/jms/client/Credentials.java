package io.chasqui.jms.client;

import org.jspecify.annotations.Nullable;

/**
 * Who a link belongs to.
 *
 * @param user user name, or null for anonymous
 * @param password password, or null
 */
record Credentials(@Nullable String user, @Nullable String password) {
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
