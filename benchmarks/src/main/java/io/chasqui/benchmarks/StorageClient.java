package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * The client process of a storage run. It lives through the restarts of the broker, so that its own start and warm-up are
 * in no figure, and so that one ledger checks what came before and after them.
 *
 * <p>Does each {@link StorageCommand} that it reads.
 */
final class StorageClient {

    private StorageClient() {}

    /**
     * Carries out commands.
     *
     * @param arguments the file with the {@link StorageSettings}
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException, InterruptedException {
        StorageSettings settings = StorageSettings.read(Path.of(arguments[0]));
        ConnectionFactory factory = settings.client().connectionFactory();
        var work = new StorageWork(factory, settings);
        ClientCommands.serve(word -> answer(work, StorageCommand.valueOf(word)));
        System.exit(0);
    }

    private static String answer(StorageWork work, StorageCommand command)
            throws JMSException, ExecutionException, InterruptedException {
        return switch (command) {
            case FILL -> work.fill();
            case FIRST -> work.first();
            case DRAIN -> work.drain();
            case TRAFFIC -> work.traffic();
            case VERDICT -> work.verdict();
        };
    }
}
