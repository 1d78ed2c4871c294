package io.chasqui.jndi;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder of configured names. It is filled before anybody else sees it, and not changed after that. */
final class FixedNames implements Folder {
    private final Map<String, Object> entries = new TreeMap<>();

    /**
     * Puts something under a name, and folders around it where its slashes ask for them.
     *
     * @throws IllegalArgumentException if a part of the name is empty or something else stands there already
     */
    void put(String name, Object bound) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? name : name.substring(0, slash);
        if (first.isEmpty()) {
            throw new IllegalArgumentException("A name and its parts between slashes need at least one character.");
        }
        if (slash < 0) {
            Object present = entries.putIfAbsent(first, bound);
            if (present != null) {
                throw new IllegalArgumentException("'" + first + "' is taken already, by " + described(present) + ".");
            }
            return;
        }
        Object inner = entries.computeIfAbsent(first, absent -> new FixedNames());
        if (!(inner instanceof FixedNames folder)) {
            throw new IllegalArgumentException(
                    "'" + first + "' is " + described(inner) + ", so no name can be put below it.");
        }
        folder.put(name.substring(slash + 1), bound);
    }

    /** Puts something under a name without slashes unless the name is taken. */
    void putIfAbsent(String name, Object bound) {
        entries.putIfAbsent(name, bound);
    }

    @Override
    public @Nullable Object find(String name) {
        return entries.get(name);
    }

    @Override
    public Map<String, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** What stands under a name, for messages. */
    static String described(Object bound) {
        if (bound instanceof FixedNames) {
            return "a context";
        }
        return bound instanceof DynamicNames ? "a context of all destinations" : bound.toString();
    }
}
