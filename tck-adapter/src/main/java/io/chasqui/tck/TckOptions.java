package io.chasqui.tck;

import io.chasqui.tck.broker.Reach;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to run, and how.
 *
 * @param jars the compatibility tests and what they need; without any, our own suite runs
 * @param reportDirectory where the report and the logs go; what lies there is replaced
 * @param shards test JVMs at a time, 1 to 16
 * @param reach how clients get to the broker
 * @param timeoutMillis how long a test waits for a message before it gives up, in milliseconds, from 100
 * @param select parts of class names, each possibly followed by {@code #method}; everything if there are none
 */
record TckOptions(
        List<Path> jars, Path reportDirectory, int shards, Reach reach, long timeoutMillis, List<String> select) {
    private static final int MOST_SHARDS = 16;
    private static final long LEAST_TIMEOUT_MILLIS = 100;
    private static final String USAGE = "--jars=PATH[,PATH...] (none: our own suite), --report=FOLDER, --shards=1..16,"
            + " --transport=vm|tcp, --timeout=MILLISECONDS, --select=PART_OF_CLASS_NAME[#METHOD][,...]";

    /** Checks ranges. */
    TckOptions {
        jars = List.copyOf(jars);
        select = List.copyOf(select);
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new IllegalArgumentException("1 to 16 shards are possible, not " + shards + ".");
        }
        if (timeoutMillis < LEAST_TIMEOUT_MILLIS) {
            throw new IllegalArgumentException(
                    "Tests need at least 100 ms to wait for a message, not " + timeoutMillis + " ms.");
        }
    }

    /**
     * Reads arguments of the form {@code --key=value}; empty values mean the default.
     *
     * @throws IllegalArgumentException if one is unknown or out of range; the text says what is possible
     */
    static TckOptions parse(String... arguments) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "--jars", "", "--report", "", "--shards", "", "--transport", "", "--timeout", "", "--select", ""));
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !values.containsKey(key)) {
                throw new IllegalArgumentException("'" + argument + "' is unknown. Possible are " + USAGE + ".");
            }
            values.put(key, argument.substring(equals + 1).strip());
        }
        return new TckOptions(
                parts(values, "--jars").stream().map(Path::of).toList(),
                Path.of(value(values, "--report", "target/tck")),
                (int) number(values, "--shards", 2),
                Reach.parse(value(values, "--transport", "vm")),
                number(values, "--timeout", 5_000),
                parts(values, "--select"));
    }

    private static String value(Map<String, String> values, String key, String otherwise) {
        String value = values.getOrDefault(key, "");
        return value.isEmpty() ? otherwise : value;
    }

    private static long number(Map<String, String> values, String key, long otherwise) {
        String value = value(values, key, Long.toString(otherwise));
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(key + " must be a number but is '" + value + "'.", noNumber);
        }
    }

    private static List<String> parts(Map<String, String> values, String key) {
        return Arrays.stream(values.getOrDefault(key, "").split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
