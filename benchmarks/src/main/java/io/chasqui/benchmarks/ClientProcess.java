package io.chasqui.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client in its own process that does what it is told, see {@link ClientCommands}. */
final class ClientProcess implements AutoCloseable {

    private static final String ENDED = ClientCommands.FAILED + "the client process has ended, see its log";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ClientProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param java with the options of the process
     * @param provider whose client it uses
     * @param mainAndArguments main class, which answers commands, and its arguments
     * @param log file for what it prints on the error output
     */
    static ClientProcess start(Java java, Provider provider, List<String> mainAndArguments, Path log)
            throws IOException {
        var client = new ClientProcess(java.start(provider, List.of(), mainAndArguments, log));
        var reader = new Thread(client::readAnswers, "client-output");
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    private void readAnswers() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines()
                    .filter(line -> line.startsWith(ClientCommands.OK) || line.startsWith(ClientCommands.FAILED))
                    .forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            answers.add(ClientCommands.FAILED + e.getMessage());
        }
        answers.add(ENDED);
    }

    /** Tells it to begin with something; {@link #answer} has the outcome. */
    void begin(Enum<?> command) throws IOException {
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
        if (!answer.startsWith(ClientCommands.OK)) {
            throw new IOException(answer.substring(ClientCommands.FAILED.length()));
        }
        return List.of(answer.substring(ClientCommands.OK.length()).split(" ", -1));
    }

    /** Does something and waits for its outcome. */
    List<String> run(Enum<?> command, long limitSeconds) throws IOException, InterruptedException {
        begin(command);
        return answer(limitSeconds);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
