package io.chasqui.jndi;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.client.UrlText;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.ConfigurationException;
import javax.naming.Context;

/**
 * Reads the names of a context from its environment. Keys that are almost ours are refused rather than overlooked: a
 * name that is missing later is much harder to explain.
 */
final class EnvironmentNames {
    private static final String FACTORY = "connectionFactory";
    private static final String QUEUE = "queue";
    private static final String TOPIC = "topic";
    private static final List<String> PREFIXES = List.of(FACTORY, QUEUE, TOPIC);

    /** What people write who come from elsewhere, or in a hurry, and what they mean; in lower case. */
    private static final Map<String, String> NEAR_MISSES = Map.of(
            "connectionfactory", FACTORY,
            "connectionfactories", FACTORY,
            "queueconnectionfactory", FACTORY,
            "topicconnectionfactory", FACTORY,
            "factory", FACTORY,
            "queue", QUEUE,
            "queues", QUEUE,
            "topic", TOPIC,
            "topics", TOPIC);

    private final FixedNames names = new FixedNames();
    private final UrlText provider;

    private EnvironmentNames(UrlText provider) {
        this.provider = provider;
    }

    /**
     * The names that an environment asks for, and those that are always there.
     *
     * @throws ConfigurationException if something in it is wrong; the text names the key
     */
    static FixedNames read(Map<?, ?> environment) throws ConfigurationException {
        Map<String, Object> sorted = new TreeMap<>();
        environment.forEach((key, value) -> sorted.put(key.toString(), value));
        Object url = sorted.getOrDefault(Context.PROVIDER_URL, ChasquiConnectionFactory.DEFAULT_URL);
        try {
            EnvironmentNames reading = new EnvironmentNames(UrlText.parse(text(url)));
            ChasquiConnectionFactory byDefault = new ChasquiConnectionFactory(text(url));
            reading.names.put("dynamicQueues", new DynamicNames(ChasquiQueue::new));
            reading.names.put("dynamicTopics", new DynamicNames(ChasquiTopic::new));
            for (Map.Entry<String, Object> entry : sorted.entrySet()) {
                reading.readEntry(entry.getKey(), entry.getValue());
            }
            // The names that are there unless the environment gives them to something else.
            reading.names.putIfAbsent("ConnectionFactory", byDefault);
            return reading.names;
        } catch (IllegalArgumentException badUrl) {
            throw wrong(Context.PROVIDER_URL, badUrl);
        }
    }

    /** Whether a context's names depend on this key. */
    static boolean decidesOnNames(String key) {
        return key.equals(Context.PROVIDER_URL) || PREFIXES.contains(prefix(key));
    }

    private static String prefix(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }

    private void readEntry(String key, Object value) throws ConfigurationException {
        String prefix = prefix(key);
        if (!PREFIXES.contains(prefix)) {
            refuseNearMiss(key, prefix);
            return;
        }
        try {
            String text = text(value);
            Object bound = switch (prefix) {
                case QUEUE -> new ChasquiQueue(text);
                case TOPIC -> new ChasquiTopic(text);
                default -> factory(text);
            };
            names.put(key.substring(prefix.length() + 1), bound);
        } catch (IllegalArgumentException refused) {
            throw wrong(key, refused);
        }
    }

    private static void refuseNearMiss(String key, String prefix) throws ConfigurationException {
        String meant = NEAR_MISSES.get(prefix.toLowerCase(Locale.ROOT));
        if (meant != null) {
            throw new ConfigurationException("The key '" + key + "' is unknown. Expected is '" + meant
                    + key.substring(prefix.length()) + "'; names are given by connectionFactory.NAME, queue.NAME and"
                    + " topic.NAME.");
        }
    }

    private ChasquiConnectionFactory factory(String text) {
        UrlText own = UrlText.parse(text);
        return new ChasquiConnectionFactory(
                own.place().isEmpty() ? provider.with(own.options()).text() : text);
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException(
                "A text is expected but an object of " + value.getClass().getName() + " was given.");
    }

    private static ConfigurationException wrong(String key, IllegalArgumentException cause) {
        ConfigurationException refusal = new ConfigurationException(key + ": " + cause.getMessage());
        refusal.initCause(cause);
        return refusal;
    }
}
