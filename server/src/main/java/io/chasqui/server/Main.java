package io.chasqui.server;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The entry point of the distribution. Exit status: 0 done, 1 failed, 2 wrong usage, 3 {@code receive} got fewer
 * messages than asked for, 4 {@code broker} cannot listen on its address.
 *
 * <p>Clients wait while a broker starts again. So a broker that is asked for in the plain way starts without the library
 * that reads command lines, which takes longer for that than the journal for its recovery.
 */
public final class Main {
    /** Netty's events for the flight recorder: making them ready takes 80 ms at the first buffer, recorded or not. */
    private static final String NETWORK_EVENTS = "io.netty.jfr.enabled";

    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit status.
     *
     * @param args the command line; {@code --help} explains it
     */
    public static void main(String[] args) {
        LogDefaults.install();
        if (System.getProperty(NETWORK_EVENTS) == null) {
            System.setProperty(NETWORK_EVENTS, "false");
        }
        Optional<BrokerArguments> plain = PlainBrokerLine.read(args);
        System.exit(
                plain.isPresent() ? runBroker(plain.get()) : RootCommand.line().execute(args));
    }

    private static int runBroker(BrokerArguments arguments) {
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            return arguments
                    .run(new PrintWriter(System.out, true, Charset.defaultCharset()), err)
                    .status();
        } catch (CommandFailedException | RuntimeException failure) {
            return report("chasqui broker", failure, err);
        }
    }

    /**
     * Tells people why a command failed.
     *
     * @param command what they called
     * @return the exit status
     */
    static int report(String command, Exception failure, PrintWriter err) {
        err.println(command + ": " + Sentence.of(failure));
        LoggerFactory.getLogger(Main.class).debug("The command failed", failure);
        return failure instanceof CommandFailedException known
                ? known.exitCode().status()
                : ExitCode.FAILED.status();
    }
}
