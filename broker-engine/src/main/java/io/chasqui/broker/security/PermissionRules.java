package io.chasqui.broker.security;

import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.PatternTable;
import io.chasqui.protocol.message.Destination;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may do what, by pattern of destinations. For each action the most specific pattern that has a rule for this action
 * decides alone: whoever stands there may, everybody else may not. Where no pattern has a rule for an action, nobody may.
 *
 * <p>Temporary destinations need no permission to create them and to send, consume and browse: their names are known only
 * to those who were told, and only the connection that made one consumes from it.
 *
 * <pre>{@code
 * PermissionRules rules = PermissionRules.builder(realm::groupsOf)
 *         .allow("#", Action.SEND, "*")
 *         .allow("queue.orders.#", Action.SEND, "shop", "@clerks")
 *         .allow("queue.orders.#", Action.CONSUME, "billing")
 *         .build();
 * }</pre>
 */
public final class PermissionRules implements Authorizer {
    private static final String EVERYBODY = "*";
    private static final String GROUP = "@";

    private final Map<Action, PatternTable<Grantees>> rules = new EnumMap<>(Action.class);
    private final Function<String, Set<String>> groups;

    private PermissionRules(Builder builder) {
        this.groups = builder.groups;
        builder.rules.forEach((action, byPattern) -> rules.put(action, new PatternTable<>(byPattern)));
    }

    /**
     * No rules yet.
     *
     * @param groups tells the groups of a user, at once; {@link UserRealm#groupsOf}
     */
    public static Builder builder(Function<String, Set<String>> groups) {
        return new Builder(groups);
    }

    @Override
    public boolean permits(String user, Action action, Destination destination) {
        if (destination.isTemporary() && action != Action.MANAGE) {
            return true;
        }
        PatternTable<Grantees> table = rules.get(action);
        return table != null
                && table.find(destination)
                        .filter(grantees -> grantees.include(user, groups))
                        .isPresent();
    }

    private record Grantees(boolean everybody, Set<String> users, Set<String> groups) {
        static Grantees of(String... names) {
            Set<String> users = new HashSet<>();
            Set<String> groups = new HashSet<>();
            boolean everybody = false;
            for (String name : names) {
                if (name.equals(EVERYBODY)) {
                    everybody = true;
                } else if (name.startsWith(GROUP)) {
                    User.checkName("group", name.substring(1));
                    groups.add(name.substring(1));
                } else {
                    User.checkName("user", name);
                    users.add(name);
                }
            }
            return new Grantees(everybody, users, groups);
        }

        boolean include(String user, Function<String, Set<String>> groupsOf) {
            return everybody
                    || users.contains(user)
                    || (!groups.isEmpty() && groupsOf.apply(user).stream().anyMatch(groups::contains));
        }
    }

    /** Gathers rules; their order does not matter. */
    public static final class Builder {
        private final Function<String, Set<String>> groups;
        private final Map<Action, Map<DestinationPattern, Grantees>> rules = new EnumMap<>(Action.class);

        private Builder(Function<String, Set<String>> groups) {
            this.groups = groups;
        }

        /**
         * Says who may do something where.
         *
         * @param pattern which destinations, see {@link DestinationPattern}
         * @param action what
         * @param who users, groups as {@code @NAME}, or {@code *} for everybody who was let in; none for nobody
         * @throws IllegalArgumentException if the pattern or a name is none, or has a rule for the action already
         */
        public Builder allow(String pattern, Action action, String... who) {
            DestinationPattern parsed = DestinationPattern.parse(pattern);
            Grantees grantees = Grantees.of(who);
            if (rules.computeIfAbsent(action, none -> new HashMap<>()).putIfAbsent(parsed, grantees) != null) {
                throw new IllegalArgumentException(
                        "There is a rule for " + action + " on '" + pattern + "' already; put all users into one.");
            }
            return this;
        }

        /** Whether there is a rule for an action on exactly this pattern. */
        public boolean decides(String pattern, Action action) {
            return rules.getOrDefault(action, Map.of()).containsKey(DestinationPattern.parse(pattern));
        }

        /** The rules. */
        public PermissionRules build() {
            return new PermissionRules(this);
        }
    }
}
