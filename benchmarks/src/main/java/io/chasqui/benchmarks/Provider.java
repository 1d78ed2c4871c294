package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the harness knows about a provider, from {@code providers/NAME.properties}.
 *
 * @param name the name on the command line and in the tables
 * @param title name and version for the report
 * @param settings the broker's settings for the report
 * @param brokerMain main class of the broker process
 * @param brokerArguments its arguments, with {@code {data}}, {@code {port}}, {@code {durability}} and {@code {shared}} (a
 *     directory that outlives the broker) to be filled in
 * @param readyPrefix how the line begins that the broker prints when it can be used; the rest of it is its address
 * @param factoryClass connection factory with a constructor that takes the URL
 * @param urlPattern URL for the factory, with {@code {address}} for the address the broker printed
 * @param libraries folders with the jars of broker and client, below the harness's {@code lib} folder
 * @param jvmOptions options of the broker process that this provider needs besides the ones common to all
 */
record Provider(
        String name,
        String title,
        String settings,
        String brokerMain,
        List<String> brokerArguments,
        String readyPrefix,
        String factoryClass,
        String urlPattern,
        List<String> libraries,
        List<String> jvmOptions) {

    /**
     * Loads a provider by its name.
     *
     * @throws IllegalArgumentException when there is no such file or it lacks a line
     * @throws IOException when it cannot be read
     */
    static Provider named(String name) throws IOException {
        String resource = "/providers/" + name + ".properties";
        var properties = new Properties();
        try (InputStream in = Provider.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no provider '" + name + "'; expected a file " + resource
                        + " on the class path, see the ones beside it.");
            }
            properties.load(in);
        }
        var lines = new Lines(resource, properties);
        return new Provider(
                name,
                lines.required("title"),
                lines.required("settings"),
                lines.required("broker.main"),
                lines.words("broker.arguments"),
                lines.required("broker.ready"),
                lines.required("client.factory"),
                lines.required("client.url"),
                lines.words("libraries"),
                lines.words("broker.jvm.options"));
    }

    /** The broker's arguments with all places filled in. */
    List<String> brokerArguments(Map<String, String> values) {
        return brokerArguments.stream()
                .map(argument -> {
                    String filled = argument;
                    for (Map.Entry<String, String> value : values.entrySet()) {
                        filled = filled.replace("{" + value.getKey() + "}", value.getValue());
                    }
                    return filled;
                })
                .toList();
    }

    /** The URL for the connection factory of a broker that printed this address. */
    String url(String address) {
        return urlPattern.replace("{address}", address);
    }

    private record Lines(String resource, Properties properties) {

        String required(String key) {
            String value = properties.getProperty(key);
            if (value == null) {
                throw new IllegalArgumentException("Expected a line '" + key + "=...' in " + resource + "; add it.");
            }
            return value;
        }

        List<String> words(String key) {
            String line = properties.getProperty(key, "").strip();
            return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
        }
    }
}
