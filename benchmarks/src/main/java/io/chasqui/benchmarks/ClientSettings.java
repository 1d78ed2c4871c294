package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a client process is told about the provider it uses.
 *
 * @param factoryClass connection factory; has a constructor that takes the URL
 * @param url address of the broker in the form the factory wants
 * @param completionListener whether asynchronous sends can use a {@code CompletionListener}
 * @param delayProperty message property that asks for a delay; empty: {@code setDeliveryDelay} does
 * @param embeddedMain main class that starts the broker inside the client process; empty: none is needed
 * @param embeddedArguments its arguments
 */
record ClientSettings(
        String factoryClass,
        String url,
        boolean completionListener,
        String delayProperty,
        String embeddedMain,
        List<String> embeddedArguments) {

    private static final String SEPARATOR = "\n";

    ClientSettings {
        embeddedArguments = List.copyOf(embeddedArguments);
    }

    /** Starts the broker inside this process when that is asked for, and makes the connection factory. */
    ConnectionFactory connectionFactory() throws ReflectiveOperationException {
        if (!embeddedMain.isEmpty()) {
            Class.forName(embeddedMain).getMethod("main", String[].class).invoke(null, (Object)
                    embeddedArguments.toArray(String[]::new));
        }
        return Class.forName(factoryClass)
                .asSubclass(ConnectionFactory.class)
                .getConstructor(String.class)
                .newInstance(url);
    }

    /** Adds the lines that {@link #from} reads. */
    void addTo(Properties properties) {
        properties.setProperty("factory", factoryClass);
        properties.setProperty("url", url);
        properties.setProperty("completion.listener", Boolean.toString(completionListener));
        properties.setProperty("delay.property", delayProperty);
        properties.setProperty("embedded.main", embeddedMain);
        properties.setProperty("embedded.arguments", String.join(SEPARATOR, embeddedArguments));
    }

    /** Reads what {@link #addTo} wrote. */
    static ClientSettings from(Properties properties) {
        return new ClientSettings(
                properties.getProperty("factory"),
                properties.getProperty("url"),
                Boolean.parseBoolean(properties.getProperty("completion.listener")),
                properties.getProperty("delay.property"),
                properties.getProperty("embedded.main"),
                Stream.of(properties.getProperty("embedded.arguments").split(SEPARATOR, -1))
                        .filter(argument -> !argument.isEmpty())
                        .toList());
    }
}
