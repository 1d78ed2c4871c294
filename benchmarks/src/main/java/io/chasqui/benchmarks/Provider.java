package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the harness knows about a provider, from {@code providers/NAME.properties}.
 *
 * @param name the name on the command line and in the tables
 * @param title name and version for the report
 * @param settings the broker's settings for the report
 * @param brokerMain main class of the broker process, for providers without a program
 * @param program starts the broker process
 * @param brokerArguments its arguments, with {@code {data}}, {@code {port}}, {@code {durability}} and {@code {shared}} (a
 *     directory that outlives the broker) to be filled in
 * @param readyPrefix how the line begins that the broker prints when it can be used; the rest of it is its address
 * @param client how its client is used over TCP
 * @param libraries folders with the jars of broker and client, below the harness's {@code lib} folder
 * @param jvmOptions options of the broker process that this provider needs besides the ones common to all
 * @param delayedArguments further arguments of a broker that is to take delayed messages
 * @param embedded how its broker runs inside the process of the client
 */
record Provider(
        String name,
        String title,
        String settings,
        String brokerMain,
        BrokerProgram program,
        List<String> brokerArguments,
        String readyPrefix,
        ProviderClient client,
        List<String> libraries,
        List<String> jvmOptions,
        List<String> delayedArguments,
        EmbeddedBroker embedded) {

    /**
     * Who runs when: as listed, and every second time the other way round, so that nobody gains by a machine that becomes
     * slower or quicker.
     *
     * @param round from 1
     */
    static List<Provider> inTurn(List<Provider> listed, int round) {
        List<Provider> order = new ArrayList<>(listed);
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

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
                new BrokerProgram(lines.optional("broker.program", ""), lines.optional("broker.program.options", "")),
                lines.words("broker.arguments"),
                lines.required("broker.ready"),
                new ProviderClient(
                        lines.required("client.factory"),
                        lines.required("client.url"),
                        lines.optional("client.url.async", lines.required("client.url")),
                        Boolean.parseBoolean(lines.optional("client.completion.listener", "true")),
                        lines.optional("client.delay.property", "")),
                lines.words("libraries"),
                lines.words("broker.jvm.options"),
                lines.words("broker.arguments.delayed"),
                new EmbeddedBroker(
                        lines.optional("embedded.main", ""),
                        lines.words("embedded.arguments"),
                        lines.required("embedded.url"),
                        lines.optional("embedded.url.async", lines.required("embedded.url"))));
    }

    /** The broker's arguments with all places filled in. */
    List<String> brokerArguments(Map<String, String> values) {
        return brokerArguments.stream()
                .map(argument -> filled(argument, values))
                .toList();
    }

    /** The text with {@code {key}} replaced by its value, for all of them. */
    static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private record Lines(String resource, Properties properties) {

        String required(String key) {
            String value = properties.getProperty(key);
            if (value == null) {
                throw new IllegalArgumentException("Expected a line '" + key + "=...' in " + resource + "; add it.");
            }
            return value;
        }

        String optional(String key, String otherwise) {
            return properties.getProperty(key, otherwise).strip();
        }

        List<String> words(String key) {
            String line = properties.getProperty(key, "").strip();
            return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
        }
    }
}
