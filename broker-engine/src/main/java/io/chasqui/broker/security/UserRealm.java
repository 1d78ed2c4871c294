package io.chasqui.broker.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Users with passwords, and whether one may come in without. Does not change once it is built; any thread may ask it.
 *
 * <p>The answer to a wrong password takes as long as that to an unknown user, so that nobody learns names by trying. That
 * holds exactly if all hashes have the same number of iterations; otherwise an unknown user costs as much as the most
 * expensive known one.
 *
 * <p>Credentials that were found good are recognised without another slow hash, so that an application which connects for
 * every message is not slowed down. What is kept for this is a keyed digest whose key exists only in this process.
 *
 * <pre>{@code
 * UserRealm realm = UserRealm.builder(new SecureRandom())
 *         .user("anna", "secret", "clerks")
 *         .anonymous("guest")
 *         .build();
 * }</pre>
 */
public final class UserRealm implements Authenticator {
    private static final String DIGEST = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int RECALLED = 1_024;

    private final Map<String, User> users;
    private final @Nullable String anonymous;
    private final PasswordHash nobody;
    private final SecretKeySpec digestKey;
    private final Map<String, String> recalled = new ConcurrentHashMap<>();

    private UserRealm(Builder builder) {
        this.users = Map.copyOf(builder.users);
        this.anonymous = builder.anonymous;
        int iterations = users.values().stream()
                .mapToInt(user -> user.password().iterations())
                .max()
                .orElse(PasswordHash.DEFAULT_ITERATIONS);
        this.nobody = PasswordHash.of("nobody", iterations, builder.entropy);
        byte[] key = new byte[KEY_BYTES];
        builder.entropy.nextBytes(key);
        this.digestKey = new SecretKeySpec(key, DIGEST);
    }

    /**
     * A realm without users, to be filled.
     *
     * @param entropy where salts and keys come from; a {@link java.security.SecureRandom}, except in tests
     */
    public static Builder builder(RandomGenerator entropy) {
        return new Builder(entropy);
    }

    @Override
    public @Nullable String authenticate(@Nullable String user, @Nullable String password) {
        if (user == null) {
            return password == null ? anonymous : null;
        }
        User known = users.get(user);
        boolean matches = (known == null ? nobody : known.password()).matches(password == null ? "" : password);
        if (known == null || !matches || password == null) {
            return null;
        }
        if (recalled.size() < RECALLED) {
            recalled.put(digest(user, password), user);
        }
        return user;
    }

    @Override
    public @Nullable String recall(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return user == null && password == null ? anonymous : null;
        }
        return recalled.isEmpty() ? null : recalled.get(digest(user, password));
    }

    /** The groups of a user; empty for those it does not know. */
    public Set<String> groupsOf(String user) {
        User known = users.get(user);
        return known == null ? Set.of() : known.groups();
    }

    private String digest(String user, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(digestKey);
            mac.update((user.length() + ":" + user).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(
                    "This Java has no " + DIGEST + ", which every complete Java platform has.", missing);
        }
    }

    /** Gathers users. */
    public static final class Builder {
        private final RandomGenerator entropy;
        private final Map<String, User> users = new HashMap<>();
        private int iterations = PasswordHash.DEFAULT_ITERATIONS;
        private @Nullable String anonymous;

        private Builder(RandomGenerator entropy) {
            this.entropy = entropy;
        }

        /** Iterations for the hashes of users that come with a plain password from now on, 1,000 to 10,000,000. */
        public Builder iterations(int number) {
            iterations = number;
            return this;
        }

        /**
         * Adds a user with a plain password, which is not kept.
         *
         * @throws IllegalArgumentException if a name is not one, is there already, or the password is empty
         */
        public Builder user(String name, String password, String... groups) {
            return add(new User(name, PasswordHash.of(password, iterations, entropy), Set.of(groups)));
        }

        /** Adds users whose hashes exist, for instance those of a {@link UserFile}. */
        public Builder users(Collection<User> more) {
            more.forEach(this::add);
            return this;
        }

        private Builder add(User user) {
            if (users.putIfAbsent(user.name(), user) != null) {
                throw new IllegalArgumentException("The user '" + user.name() + "' is there already.");
            }
            return this;
        }

        /**
         * Lets those in who name no user.
         *
         * @param name under which permissions know them; no user may have it
         */
        public Builder anonymous(String name) {
            User.checkName("user", name);
            anonymous = name;
            return this;
        }

        /**
         * The realm; takes the time of one password hash.
         *
         * @throws IllegalArgumentException if a user has the name of the anonymous ones
         */
        public UserRealm build() {
            if (anonymous != null && users.containsKey(anonymous)) {
                throw new IllegalArgumentException("'" + anonymous
                        + "' stands for those who name no user, and a user with a password has this name too."
                        + " Choose another name for one of them.");
            }
            return new UserRealm(this);
        }
    }
}
