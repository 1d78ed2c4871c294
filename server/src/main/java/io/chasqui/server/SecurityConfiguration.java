package io.chasqui.server;

import io.chasqui.broker.SystemClocks;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.security.PermissionRules;
import io.chasqui.broker.security.UserFile;
import io.chasqui.broker.security.UserRealm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads who may connect and what they may do out of a configuration. */
final class SecurityConfiguration {
    static final String USERS = "security.users";
    static final String ANONYMOUS = "security.anonymous";
    static final String ANONYMOUS_NAME = "security.anonymous-name";

    private static final String ALL_ACTIONS = "all";

    private SecurityConfiguration() {}

    /**
     * Reads it; without users everybody may do everything.
     *
     * @throws CommandFailedException if a value is wrong or the file of users cannot be read
     */
    static BrokerSettings.Security read(Configuration configuration) throws CommandFailedException {
        Optional<Path> users = configuration.path(USERS);
        boolean anonymous = configuration.flag(ANONYMOUS, false);
        Map<String, String> permissions = configuration.family(Configuration.PERMISSION);
        if (users.isEmpty()) {
            if (anonymous || !permissions.isEmpty()) {
                throw new CommandFailedException("The configuration sets "
                        + (anonymous ? ANONYMOUS : Configuration.PERMISSION + "...")
                        + " but no " + USERS + ", without which everybody comes in under any name. Set " + USERS
                        + " to a file that 'chasqui user add' has made.");
            }
            return BrokerSettings.Security.OPEN;
        }
        try {
            UserRealm.Builder builder = UserRealm.builder(SystemClocks.secureRandom())
                    .users(UserFile.read(users.get()).values());
            if (anonymous) {
                builder.anonymous(configuration.value(ANONYMOUS_NAME).orElse("anonymous"));
            }
            UserRealm realm = builder.build();
            return new BrokerSettings.Security(realm, rules(realm, permissions));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new CommandFailedException(Sentence.of(wrong), wrong);
        }
    }

    private static Authorizer rules(UserRealm realm, Map<String, String> permissions) throws CommandFailedException {
        if (permissions.isEmpty()) {
            return Authorizer.PERMISSIVE;
        }
        PermissionRules.Builder rules = PermissionRules.builder(realm::groupsOf);
        for (Map.Entry<String, String> permission : permissions.entrySet()) {
            String action = action(permission.getKey());
            if (!action.equals(ALL_ACTIONS)) {
                rules.allow(pattern(permission.getKey()), action(permission.getKey(), action), who(permission));
            }
        }
        for (Map.Entry<String, String> permission : permissions.entrySet()) {
            if (action(permission.getKey()).equals(ALL_ACTIONS)) {
                allowTheRest(rules, pattern(permission.getKey()), who(permission));
            }
        }
        return rules.build();
    }

    private static void allowTheRest(PermissionRules.Builder rules, String pattern, String... who) {
        for (Action action : Action.values()) {
            if (!rules.decides(pattern, action)) {
                rules.allow(pattern, action, who);
            }
        }
    }

    private static Action action(String key, String word) throws CommandFailedException {
        return Stream.of(Action.values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("The key '" + Configuration.PERMISSION + key
                        + "' must end with send, consume, browse, create, manage or all. Example: "
                        + Configuration.PERMISSION + "queue.orders.#.send"));
    }

    private static String action(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static String pattern(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    private static String[] who(Map.Entry<String, String> permission) {
        return Stream.of(permission.getValue().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
    }
}
