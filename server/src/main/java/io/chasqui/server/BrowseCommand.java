package io.chasqui.server;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code chasqui browse}: writes the messages of a queue as {@code receive} would, and leaves them where they are. What is
 * not a text message becomes a line in brackets.
 */
@Command(
        name = "browse",
        description = {
            "Writes the text of every message in a queue as one line to standard output and takes none of them.",
            "Ends with the last message that is there, or after --count messages."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BrowseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--count", paramLabel = "N", description = "End after N messages (default: all)")
    private @Nullable Long count;

    @Option(names = "--selector", paramLabel = "S", description = "Only messages that this selector matches")
    private @Nullable String selector;

    @Override
    public Integer call() throws CommandFailedException {
        if (client.isTopic()) {
            throw new ParameterException(
                    spec.commandLine(), "browse needs --queue: a topic keeps no messages to look at");
        }
        if (count != null && count < 0) {
            throw new ParameterException(spec.commandLine(), "--count takes 0 or more, not less");
        }
        try (Connection connection = client.connect();
                Session session = connection.createSession();
                Writer lines =
                        new BufferedWriter(new OutputStreamWriter(new StandardOutput(), StandardCharsets.UTF_8))) {
            long seen = browse(session, lines);
            spec.commandLine().getErr().println("Saw " + seen + " messages in " + client.described());
        } catch (IOException e) {
            throw new CommandFailedException("cannot write the lines: " + Sentence.of(e), e);
        } catch (JMSException | JMSRuntimeException e) {
            throw new CommandFailedException(Sentence.of(e), e);
        }
        return ExitCode.OK.status();
    }

    private long browse(Session session, Writer lines) throws JMSException, IOException {
        long seen = 0;
        try (QueueBrowser browser = session.createBrowser((Queue) client.destination(session), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            while ((count == null || seen < count) && messages.hasMoreElements()) {
                lines.write(line((Message) messages.nextElement()));
                lines.write('\n');
                seen++;
            }
        }
        return seen;
    }

    private static String line(Message message) throws JMSException {
        return MessageLine.of(message).orElse("[" + message.getJMSMessageID() + " is not a text message]");
    }
}
