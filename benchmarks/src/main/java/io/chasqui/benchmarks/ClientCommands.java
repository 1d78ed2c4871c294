package io.chasqui.benchmarks;

import jakarta.jms.JMSException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;

/**
 * How a client process is told what to do: it reads one word a line and answers each with one line, {@code ok} and the
 * answer, or {@code failed} and the reason. It ends with its input. The other end is {@link ClientProcess}.
 */
final class ClientCommands {

    /** How a line begins that answers a command that was carried out. */
    static final String OK = "client-ok ";

    /** How a line begins that says why a command was not carried out. */
    static final String FAILED = "client-failed ";

    private static final System.Logger LOG = System.getLogger(ClientCommands.class.getName());

    private ClientCommands() {}

    /** Carries out one command. */
    @FunctionalInterface
    interface Step {
        /** Does what the word says and returns the answer. */
        Object carryOut(String word) throws JMSException, ExecutionException, InterruptedException;
    }

    /** Does what the input of this process says, to its end. */
    static void serve(Step step) throws IOException, InterruptedException {
        PrintStream out = System.out;
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = commands.readLine();
            while (line != null) {
                out.println(answer(step, line));
                out.flush();
                line = commands.readLine();
            }
        }
    }

    private static String answer(Step step, String word) throws InterruptedException {
        try {
            return OK + step.carryOut(word);
        } catch (JMSException | ExecutionException | IllegalStateException e) {
            String reason = String.valueOf(e.getMessage()).replace('\n', ' ');
            LOG.log(System.Logger.Level.ERROR, "The command " + word + " was not carried out: " + reason, e);
            return FAILED + word + ": " + reason;
        }
    }
}
