package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the client process of a storage run is told.
 *
 * @param client the provider
 * @param size how much is stored
 * @param transactionMessages messages per transaction when queues are filled and drained
 * @param seconds length of the traffic beside a pinned message
 * @param aheadMessages how many messages its producer may be ahead of its consumer
 */
record StorageSettings(
        ClientSettings client, StorageWorkload.Size size, int transactionMessages, int seconds, int aheadMessages) {

    /** Writes the settings where {@link #read} of the client process finds them. */
    void write(Path file) throws IOException {
        var properties = new Properties();
        client.addTo(properties);
        properties.setProperty("queues", Integer.toString(size.queues()));
        properties.setProperty("messages.each", Integer.toString(size.messagesEach()));
        properties.setProperty("body.bytes", Integer.toString(size.bodyBytes()));
        properties.setProperty("transaction.messages", Integer.toString(transactionMessages));
        properties.setProperty("seconds", Integer.toString(seconds));
        properties.setProperty("ahead.messages", Integer.toString(aheadMessages));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Reads what {@link #write} wrote. */
    static StorageSettings read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new StorageSettings(
                ClientSettings.from(properties),
                new StorageWorkload.Size(
                        Integer.parseInt(properties.getProperty("queues")),
                        Integer.parseInt(properties.getProperty("messages.each")),
                        Integer.parseInt(properties.getProperty("body.bytes"))),
                Integer.parseInt(properties.getProperty("transaction.messages")),
                Integer.parseInt(properties.getProperty("seconds")),
                Integer.parseInt(properties.getProperty("ahead.messages")));
    }
}
