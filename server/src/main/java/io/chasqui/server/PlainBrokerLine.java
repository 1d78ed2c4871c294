package io.chasqui.server;

import io.chasqui.broker.journal.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code broker} with options in pairs of name and value, the way scripts write them. It leaves alone whatever else
 * there may be, above all what is wrong: {@link BrokerCommand} understands more ways, explains them, and complains. What
 * both understand means the same to both.
 */
final class PlainBrokerLine {
    private static final String INSECURE = "--insecure";
    private static final Set<String> WITH_VALUE = Set.of("--config", "--data", "--port", "--host", "--durability");

    /** Nothing that the other could take for an option, a file of arguments, or a quoted word. */
    private static final Pattern PLAIN_VALUE = Pattern.compile("[^-@\"'].*");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private PlainBrokerLine() {}

    /** What a command line asks for, if it is a plain one. */
    static Optional<BrokerArguments> read(String... args) {
        if (args.length == 0 || !args[0].equals("broker")) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String name = args[i];
            String value = "";
            if (WITH_VALUE.contains(name)
                    && i + 1 < args.length
                    && PLAIN_VALUE.matcher(args[i + 1]).matches()) {
                value = args[++i];
            } else if (!name.equals(INSECURE)) {
                return Optional.empty();
            }
            if (values.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return arguments(values);
    }

    private static Optional<BrokerArguments> arguments(Map<String, String> values) {
        String port = values.get("--port");
        if (port != null && (!PORT.matcher(port).matches() || Integer.parseInt(port) > BrokerArguments.HIGHEST_PORT)) {
            return Optional.empty();
        }
        try {
            String durability = values.get("--durability");
            return Optional.of(new BrokerArguments(
                    path(values.get("--config")),
                    path(values.get("--data")),
                    port == null ? null : Integer.valueOf(port),
                    values.get("--host"),
                    durability == null ? null : Durability.parse(durability),
                    values.containsKey(INSECURE)));
        } catch (IllegalArgumentException wrong) { // the other one says how it should be
            return Optional.empty();
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
