package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * The client process of one run: reads its settings, runs the workload, writes the result.
 *
 * <p>Apart from making the connection factory by its class name it calls nothing but {@code jakarta.jms}.
 */
final class LoadClient {

    private LoadClient() {}

    /**
     * Runs one workload.
     *
     * @param arguments the file with the {@link RunSettings}, and the file to write the {@link RunResult} to
     */
    public static void main(String[] arguments)
            throws IOException, ReflectiveOperationException, ExecutionException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "Expected two arguments, the settings file and the result file, but got " + arguments.length);
        }
        RunSettings settings = RunSettings.read(Path.of(arguments[0]));
        ConnectionFactory factory = settings.client().connectionFactory();
        settings.workload().load().run(factory, settings).write(Path.of(arguments[1]));
        System.exit(0);
    }
}
