package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.security.PropertyFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file: plain keys with one value each, and families of keys that begin with a prefix. Every key must be
 * known to somebody; a key that nobody knows would be a setting that silently does nothing.
 *
 * <p>A further family of settings takes a constant here and a reader like {@link SecurityConfiguration}.
 */
final class Configuration {
    static final String PERMISSION = "permission.";
    static final String DESTINATION = "destination.";

    /** Plain keys. */
    static final List<String> KEYS = List.of(
            "data",
            "host",
            "port",
            "durability",
            JournalConfiguration.SEGMENT_BYTES,
            JournalConfiguration.RESERVE_SEGMENTS,
            JournalConfiguration.FREE_DISK_FLOOR_BYTES,
            SecurityConfiguration.USERS,
            SecurityConfiguration.ANONYMOUS,
            SecurityConfiguration.ANONYMOUS_NAME);

    /** Prefixes, with the rest of the key in words. */
    static final Map<String, String> FAMILIES = Map.of(PERMISSION, "PATTERN.ACTION", DESTINATION, "PATTERN.SETTING");

    private static final int HIGHEST_PORT = 65_535;

    private final Path folder;
    private final Map<String, String> values;

    private Configuration(Path folder, Map<String, String> values) {
        this.folder = folder;
        this.values = values;
    }

    /** Nothing is set. */
    static Configuration none() {
        return new Configuration(Path.of(""), Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailedException if it cannot be read or has a key that is not known
     */
    static Configuration read(Path file) throws CommandFailedException {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            PropertyFile.read(file).forEach((key, value) -> values.put(key, value.strip()));
            for (String key : values.keySet()) {
                checkKnown(file, key);
            }
            Path parent = file.toAbsolutePath().getParent();
            return new Configuration(parent == null ? Path.of("") : parent, values);
        } catch (IOException unreadable) {
            throw new CommandFailedException(Sentence.of(unreadable), unreadable);
        }
    }

    private static void checkKnown(Path file, String key) throws CommandFailedException {
        if (KEYS.contains(key) || FAMILIES.keySet().stream().anyMatch(key::startsWith)) {
            return;
        }
        List<String> known = new ArrayList<>(KEYS);
        FAMILIES.forEach((prefix, rest) -> known.add(prefix + rest));
        throw new CommandFailedException(
                "The key '" + key + "' in " + file + " is not known. Known keys: " + String.join(", ", known) + ".");
    }

    /** A plain value. */
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The keys of a family, in the order of the file, without the prefix, and their values. */
    Map<String, String> family(String prefix) {
        Map<String, String> members = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                members.put(key.substring(prefix.length()), value);
            }
        });
        return members;
    }

    /** A path, which is relative to the folder of the file. */
    Optional<Path> path(String key) throws CommandFailedException {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(text));
        } catch (InvalidPathException malformed) {
            throw wrong(key, "a path", malformed);
        }
    }

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean otherwise) throws CommandFailedException {
        String text = values.getOrDefault(key, Boolean.toString(otherwise));
        if (Stream.of("true", "false").noneMatch(text::equals)) {
            throw wrong(key, "true or false", null);
        }
        return Boolean.parseBoolean(text);
    }

    /** A TCP port. */
    Optional<Integer> port(String key) throws CommandFailedException {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return Optional.of(port);
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(key, "a port from 0 to " + HIGHEST_PORT, notANumber);
        }
        throw wrong(key, "a port from 0 to " + HIGHEST_PORT, null);
    }

    /** A whole number. */
    Optional<Integer> number(String key) throws CommandFailedException {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            throw wrong(key, "a whole number up to " + Integer.MAX_VALUE, notANumber);
        }
    }

    /** A whole number of 0 or more. */
    Optional<Long> amount(String key) throws CommandFailedException {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        String expected = "a whole number from 0 to " + Long.MAX_VALUE;
        try {
            long amount = Long.parseLong(text);
            if (amount >= 0) {
                return Optional.of(amount);
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(key, expected, notANumber);
        }
        throw wrong(key, expected, null);
    }

    /** What a confirmation promises. */
    Optional<Durability> durability(String key) throws CommandFailedException {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durability.parse(text));
        } catch (IllegalArgumentException unknown) {
            throw wrong(key, "disk, os or memory", unknown);
        }
    }

    private CommandFailedException wrong(String key, String expected, @Nullable Throwable cause) {
        String text = "The key '" + key + "' takes " + expected + " but is '" + values.get(key) + "'.";
        return cause == null ? new CommandFailedException(text) : new CommandFailedException(text, cause);
    }
}
