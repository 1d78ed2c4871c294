package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a client process is told about its run.
 *
 * @param workload what to do
 * @param client the provider
 * @param brokerPid process whose processor time and memory are read; 0 when the broker is inside the client process
 * @param bodyBytes length of each body, at least {@link MessageBody#MIN_BYTES}
 * @param warmUpSeconds length of the phase before the measured one
 * @param measuredSeconds length of the measured phase
 * @param aheadMessages how many messages the producers may be ahead of the consumers
 * @param backlogMessages how many messages lie in front of the wanted ones in workloads that look for some
 */
record RunSettings(
        Workload workload,
        ClientSettings client,
        long brokerPid,
        int bodyBytes,
        int warmUpSeconds,
        int measuredSeconds,
        int aheadMessages,
        int backlogMessages) {

    RunSettings {
        if (bodyBytes < MessageBody.MIN_BYTES) {
            throw new IllegalArgumentException("A body needs at least " + MessageBody.MIN_BYTES + " bytes, but "
                    + bodyBytes + " were asked for; choose a larger one.");
        }
    }

    /** Writes the settings where {@link #read} of the client process finds them. */
    void write(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty("workload", workload.name());
        client.addTo(properties);
        properties.setProperty("broker.pid", Long.toString(brokerPid));
        properties.setProperty("body.bytes", Integer.toString(bodyBytes));
        properties.setProperty("warm.up.seconds", Integer.toString(warmUpSeconds));
        properties.setProperty("measured.seconds", Integer.toString(measuredSeconds));
        properties.setProperty("ahead.messages", Integer.toString(aheadMessages));
        properties.setProperty("backlog.messages", Integer.toString(backlogMessages));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Reads what {@link #write} wrote. */
    static RunSettings read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new RunSettings(
                Workload.valueOf(properties.getProperty("workload")),
                ClientSettings.from(properties),
                Long.parseLong(properties.getProperty("broker.pid")),
                Integer.parseInt(properties.getProperty("body.bytes")),
                Integer.parseInt(properties.getProperty("warm.up.seconds")),
                Integer.parseInt(properties.getProperty("measured.seconds")),
                Integer.parseInt(properties.getProperty("ahead.messages")),
                Integer.parseInt(properties.getProperty("backlog.messages")));
    }
}
