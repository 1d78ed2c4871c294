package io.chasqui.broker.security;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Somebody who may come in.
 *
 * @param name 1 to 128 characters without controls, commas and white space, not beginning with {@code @} or {@code *}
 * @param password what is kept of the password
 * @param groups names of groups, each like a user's name; permissions call them {@code @NAME}
 */
public record User(String name, PasswordHash password, Set<String> groups) {
    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\s,@*][^\\p{C}\\s,]{0,127}");

    /** Checks the names. */
    public User {
        checkName("user", name);
        groups.forEach(group -> checkName("group", group));
        groups = Set.copyOf(groups);
    }

    /**
     * Refuses what cannot be the name of a user or group.
     *
     * @param kind {@code user} or {@code group}
     * @throws IllegalArgumentException with the rule, if it is not one
     */
    static void checkName(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a " + kind + " has 1 to 128 characters without control"
                    + " characters, commas and white space and does not begin with @ or *, but this is '" + name
                    + "'.");
        }
    }

    /** The form in which password and groups are stored: the hash, and behind a space the groups with commas. */
    String stored() {
        String hash = password.stored();
        return groups.isEmpty() ? hash : hash + " " + String.join(",", new TreeSet<>(groups));
    }

    /** Reads the stored form. */
    static User parse(String name, String stored) {
        String[] parts = stored.strip().split("\\s+", 2);
        Set<String> groups = new TreeSet<>();
        if (parts.length == 2) {
            for (String group : parts[1].split(",", -1)) {
                groups.add(group.strip());
            }
        }
        return new User(name, PasswordHash.parse(parts[0]), groups);
    }
}
