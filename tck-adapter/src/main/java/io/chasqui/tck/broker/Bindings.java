package io.chasqui.tck.broker;

import io.chasqui.jndi.ChasquiInitialContextFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names in JNDI and what they stand for, in the words of Chasqui's initial context factory.
 *
 * @param properties what {@code jndi.properties} says, without the name of the initial context factory
 */
public record Bindings(Map<String, String> properties) {
    private static final String FACTORY = "connectionFactory.";
    private static final String QUEUE = "queue.";
    private static final String TOPIC = "topic.";
    private static final String CONFIGURED_CLIENT = "cts";
    private static final List<String> FACTORIES =
            List.of("MyConnectionFactory", "MyQueueConnectionFactory", "MyTopicConnectionFactory");
    private static final String DURABLE_FACTORY = "DURABLE_SUB_CONNECTION_FACTORY";
    private static final List<String> QUEUES =
            List.of("MY_QUEUE", "MY_QUEUE2", "testQ0", "testQ1", "testQ2", "testQueue2", "Q2");
    private static final List<String> TOPICS = List.of("MY_TOPIC", "MY_TOPIC2", "testT0", "testT1", "testT2");

    /** Copies, so that nothing changes any more. */
    public Bindings {
        properties = Map.copyOf(properties);
    }

    /**
     * The sixteen names that the compatibility tests look up.
     *
     * @param url of the broker, without options
     */
    public static Bindings ofTheTck(String url) {
        Map<String, String> names = new TreeMap<>();
        names.put("java.naming.provider.url", url);
        FACTORIES.forEach(name -> names.put(FACTORY + name, url));
        names.put(FACTORY + DURABLE_FACTORY, url + "?clientId=" + CONFIGURED_CLIENT);
        QUEUES.forEach(name -> names.put(QUEUE + name, name));
        TOPICS.forEach(name -> names.put(TOPIC + name, name));
        return new Bindings(names);
    }

    /**
     * Writes {@code jndi.properties}, so that {@code new InitialContext()} knows the names when the folder is on the
     * class path.
     *
     * @param folder to write to; it must be there
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("java.naming.factory.initial", ChasquiInitialContextFactory.class.getName());
        String text = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("jndi.properties"), text);
    }
}
