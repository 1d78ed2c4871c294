package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * The client process of a storage run. It lives through the restarts of the broker, so that its own start and warm-up are
 * in no figure, and so that one ledger checks what came before and after them.
 *
 * <p>Reads one {@link StorageCommand} a line; answers each with one line, {@code ok} and the answer, or {@code failed} and
 * the reason. Ends with its input.
 */
final class StorageClient {

    /** How a line begins that answers a command that was carried out. */
    static final String OK = "storage-ok ";

    /** How a line begins that says why a command was not carried out. */
    static final String FAILED = "storage-failed ";

    private static final System.Logger LOG = System.getLogger(StorageClient.class.getName());

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
        PrintStream out = System.out;
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = commands.readLine();
            while (line != null) {
                out.println(answer(work, StorageCommand.valueOf(line)));
                out.flush();
                line = commands.readLine();
            }
        }
        System.exit(0);
    }

    private static String answer(StorageWork work, StorageCommand command) throws InterruptedException {
        try {
            return OK
                    + switch (command) {
                        case FILL -> work.fill();
                        case FIRST -> work.first();
                        case DRAIN -> work.drain();
                        case TRAFFIC -> work.traffic();
                        case VERDICT -> work.verdict();
                    };
        } catch (JMSException | ExecutionException | IllegalStateException e) {
            String reason = String.valueOf(e.getMessage()).replace('\n', ' ');
            LOG.log(System.Logger.Level.ERROR, "The command " + command + " was not carried out: " + reason, e);
            return FAILED + command + ": " + reason;
        }
    }
}
