package io.chasqui.tck.broker;

import io.chasqui.broker.security.Authenticator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the users of the compatibility tests in, and those who give no name as guests; nobody else. */
final class TestUsers implements Authenticator {
    private static final String GUEST = "guest";
    private static final Map<String, String> PASSWORDS = Map.of("j2ee", "j2ee", "javajoe", "javajoe");

    TestUsers() {}

    @Override
    public @Nullable String authenticate(@Nullable String user, @Nullable String password) {
        if (user == null) {
            return GUEST;
        }
        return PASSWORDS.containsKey(user) && PASSWORDS.get(user).equals(password) ? user : null;
    }
}
