package io.chasqui.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link StorageClient} in its own process. */
final class StorageClientProcess implements AutoCloseable {

    private static final String ENDED = StorageClient.FAILED + "the client process has ended, see its log";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private StorageClientProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it. */
    static StorageClientProcess start(Java java, Provider provider, Path settings, Path log) throws IOException {
        var client = new StorageClientProcess(
                java.start(provider, List.of(), List.of(StorageClient.class.getName(), settings.toString()), log));
        var reader = new Thread(client::readAnswers, "client-output");
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    private void readAnswers() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines()
                    .filter(line -> line.startsWith(StorageClient.OK) || line.startsWith(StorageClient.FAILED))
                    .forEach(answers::add);
        } catch (IOException e) {
            answers.add(StorageClient.FAILED + e.getMessage());
        }
        answers.add(ENDED);
    }

    /** Tells it to begin with something; {@link #answer} has the outcome. */
    void begin(StorageCommand command) throws IOException {
        commands.write(command.name() + "\n");
        commands.flush();
    }

    /**
     * Waits for the outcome of the command that was begun.
     *
     * @param limitSeconds how long
     * @return the words of the answer
     * @throws IOException when it failed or took longer; the message says which
     */
    List<String> answer(long limitSeconds) throws IOException, InterruptedException {
        String answer = answers.poll(limitSeconds, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IOException("the client did not answer within " + limitSeconds + " s");
        }
        if (!answer.startsWith(StorageClient.OK)) {
            throw new IOException(answer.substring(StorageClient.FAILED.length()));
        }
        return List.of(answer.substring(StorageClient.OK.length()).split(" ", -1));
    }

    /** Does something and waits for its outcome. */
    List<String> run(StorageCommand command, long limitSeconds) throws IOException, InterruptedException {
        begin(command);
        return answer(limitSeconds);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
