package io.chasqui.server;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.journal.Durability;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is promised about messages, and what happens to those that fail or expire, out of a configuration: keys of the form
 * {@code destination.PATTERN.SETTING}. What a pattern does not set has the default.
 */
final class PolicyConfiguration {
    static final String MAX_DELIVERIES = "maxDeliveries";
    static final String DELAY = "redeliveryDelayMillis";
    static final String MULTIPLIER = "redeliveryMultiplier";
    static final String MAX_DELAY = "maxRedeliveryDelayMillis";
    static final String DEAD_LETTER_QUEUE = "deadLetterQueue";
    static final String EXPIRY_QUEUE = "expiryQueue";
    static final String DURABILITY = "durability";
    static final String MAX_MESSAGES = "maxMessages";
    static final String MAX_BYTES = "maxBytes";
    static final String WHEN_FULL = "whenFull";
    static final String BLOCK = "blockMillis";

    /** All settings, in the order in which they are explained. */
    static final List<String> SETTINGS = List.of(
            MAX_DELIVERIES,
            DELAY,
            MULTIPLIER,
            MAX_DELAY,
            DEAD_LETTER_QUEUE,
            EXPIRY_QUEUE,
            DURABILITY,
            MAX_MESSAGES,
            MAX_BYTES,
            WHEN_FULL,
            BLOCK);

    private final String pattern;
    private final Map<String, String> settings;

    private PolicyConfiguration(String pattern, Map<String, String> settings) {
        this.pattern = pattern;
        this.settings = settings;
    }

    /**
     * Reads it.
     *
     * @throws CommandFailedException if a pattern, a setting or its value is wrong
     */
    static DestinationPolicies read(Configuration configuration) throws CommandFailedException {
        Map<String, Map<String, String>> byPattern = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry :
                configuration.family(Configuration.DESTINATION).entrySet()) {
            String key = entry.getKey();
            int dot = key.lastIndexOf('.');
            String setting = key.substring(dot + 1);
            if (dot < 1 || !SETTINGS.contains(setting)) {
                throw new CommandFailedException("The key '" + Configuration.DESTINATION + key
                        + "' is not known: a pattern of destinations is followed by one of "
                        + String.join(", ", SETTINGS) + ", for example " + Configuration.DESTINATION
                        + "queue.orders.#." + MAX_DELIVERIES + ".");
            }
            byPattern
                    .computeIfAbsent(key.substring(0, dot), pattern -> new HashMap<>())
                    .put(setting, entry.getValue());
        }
        Map<DestinationPattern, DestinationPolicy> policies = new HashMap<>();
        for (Map.Entry<String, Map<String, String>> entry : byPattern.entrySet()) {
            PolicyConfiguration one = new PolicyConfiguration(entry.getKey(), entry.getValue());
            policies.put(one.parsedPattern(), one.policy());
        }
        return new DestinationPolicies(policies);
    }

    private DestinationPattern parsedPattern() throws CommandFailedException {
        try {
            return DestinationPattern.parse(pattern);
        } catch (IllegalArgumentException malformed) {
            String key = key(settings.keySet().iterator().next());
            throw new CommandFailedException("The key '" + key + "' is wrong: " + malformed.getMessage(), malformed);
        }
    }

    private DestinationPolicy policy() throws CommandFailedException {
        DestinationPolicy standard = DestinationPolicy.DEFAULT;
        return new DestinationPolicy(
                (int) number(MAX_DELIVERIES, standard.maxDeliveries(), Integer.MAX_VALUE),
                backOff(),
                name(DEAD_LETTER_QUEUE, standard.deadLetterQueue()),
                settings.containsKey(EXPIRY_QUEUE) ? name(EXPIRY_QUEUE, "") : standard.expiryQueue(),
                durability(),
                limit());
    }

    /** A first wait that is longer than the longest one by default makes that longer too. */
    private RedeliveryBackOff backOff() throws CommandFailedException {
        RedeliveryBackOff standard = RedeliveryBackOff.DEFAULT;
        long initialMillis = number(DELAY, standard.initialMillis(), Long.MAX_VALUE);
        long maxMillis = number(MAX_DELAY, Math.max(initialMillis, standard.maxMillis()), Long.MAX_VALUE);
        if (maxMillis < initialMillis) {
            throw wrong(
                    MAX_DELAY, "not less than " + DELAY + ", which is " + initialMillis + " for this pattern", null);
        }
        return new RedeliveryBackOff(initialMillis, multiplier(standard.multiplier()), maxMillis);
    }

    private DestinationLimit limit() throws CommandFailedException {
        DestinationLimit standard = DestinationLimit.NONE;
        return new DestinationLimit(
                number(MAX_MESSAGES, standard.maxMessages(), Long.MAX_VALUE),
                number(MAX_BYTES, standard.maxBytes(), Long.MAX_VALUE),
                whenFull(standard.whenFull()),
                number(BLOCK, standard.blockMillis(), Long.MAX_VALUE));
    }

    private WhenFull whenFull(WhenFull otherwise) throws CommandFailedException {
        String text = settings.get(WHEN_FULL);
        if (text == null) {
            return otherwise;
        }
        try {
            return WhenFull.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw wrong(WHEN_FULL, "block, reject or drop-oldest", unknown);
        }
    }

    private @Nullable Durability durability() throws CommandFailedException {
        String text = settings.get(DURABILITY);
        if (text == null) {
            return null;
        }
        try {
            return Durability.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw wrong(DURABILITY, "disk, os or memory", unknown);
        }
    }

    private long number(String setting, long otherwise, long greatest) throws CommandFailedException {
        String text = settings.get(setting);
        if (text == null) {
            return otherwise;
        }
        String expected = "a whole number from 0 to " + greatest;
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= greatest) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(setting, expected, notANumber);
        }
        throw wrong(setting, expected, null);
    }

    private double multiplier(double otherwise) throws CommandFailedException {
        String text = settings.get(MULTIPLIER);
        if (text == null) {
            return otherwise;
        }
        String expected = "a number of 1 or more, for example 2 or 1.5";
        try {
            double value = Double.parseDouble(text);
            if (value >= 1 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(MULTIPLIER, expected, notANumber);
        }
        throw wrong(MULTIPLIER, expected, null);
    }

    private String name(String setting, String otherwise) throws CommandFailedException {
        String name = settings.getOrDefault(setting, otherwise);
        if (name.isBlank()) {
            throw wrong(setting, "the name of a queue, in which {name} stands for that of the destination", null);
        }
        return name;
    }

    private CommandFailedException wrong(String setting, String expected, @Nullable Throwable cause) {
        String text = "The key '" + key(setting) + "' takes " + expected + ", but is '" + settings.get(setting) + "'.";
        return cause == null ? new CommandFailedException(text) : new CommandFailedException(text, cause);
    }

    private String key(String setting) {
        return Configuration.DESTINATION + pattern + "." + setting;
    }
}
