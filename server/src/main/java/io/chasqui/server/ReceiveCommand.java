package io.chasqui.server;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code chasqui receive}: every text message becomes one line of a file or of standard output. A message is
 * acknowledged only after its line was written and flushed, so an interrupted run loses nothing; what it had written
 * and not yet acknowledged comes again.
 */
@Command(
        name = "receive",
        description = {
            "Writes the text of every message as one line to a file, or to standard output.",
            "Ends after --count messages, or when none has come for --timeout seconds."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReceiveCommand implements Callable<Integer> {
    private static final int ACKNOWLEDGE_AFTER = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(
            names = "--file",
            paramLabel = "F",
            description = "The file to write, UTF-8, replaced if it exists (default: standard output)")
    private @Nullable Path file;

    @Option(names = "--count", paramLabel = "N", description = "End after N messages (default: no limit)")
    private @Nullable Long count;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "5",
            description = "End when no message has come for S seconds; 0 waits for ever (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(names = "--selector", paramLabel = "S", description = "Only messages that this selector matches")
    private @Nullable String selector;

    @Option(names = "--durable", paramLabel = "NAME", description = "Use this durable subscription of the topic")
    private @Nullable String durable;

    @Option(names = "--client-id", paramLabel = "ID", description = "The client identifier that owns --durable")
    private @Nullable String clientId;

    @Option(
            names = "--transacted",
            paramLabel = "N",
            defaultValue = "0",
            description = "Receive in local transactions of N messages")
    private int transacted;

    private @Nullable Message lastTaken;
    private long received;
    private long settled;

    @Override
    public Integer call() throws CommandFailedException {
        check();
        try (Connection connection = client.connect();
                Writer lines = open()) {
            receiveAll(lines, connection);
        } catch (IOException e) {
            throw new CommandFailedException(progress() + "cannot write the lines: " + Sentence.of(e), e);
        } catch (JMSException e) {
            throw new CommandFailedException(progress() + Sentence.of(e), e);
        }
        spec.commandLine().getErr().println("Received " + settled + " messages from " + client.described());
        return (count == null || settled >= count ? ExitCode.OK : ExitCode.INCOMPLETE).status();
    }

    private void check() {
        if (durable != null && (!client.isTopic() || clientId == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--durable needs --topic and --client-id: a subscription belongs to both");
        }
        if (timeoutSeconds < 0 || transacted < 0 || (count != null && count < 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout, --transacted and --count take 0 or more, not less");
        }
    }

    private void receiveAll(Writer lines, Connection connection)
            throws JMSException, IOException, CommandFailedException {
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        Session session = connection.createSession(
                transacted > 0, transacted > 0 ? Session.SESSION_TRANSACTED : Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = consumer(session);
        connection.start();
        while (wanted()) {
            Message message = next(consumer, lines, session);
            if (message == null) {
                break;
            }
            lines.write(text(message));
            lines.write('\n');
            received++;
            lastTaken = message;
            if (received - settled >= (transacted > 0 ? transacted : ACKNOWLEDGE_AFTER)) {
                settle(lines, session);
            }
        }
        settle(lines, session);
    }

    private boolean wanted() {
        return count == null || received < count;
    }

    /** The next message; before it waits for one, what is there is settled, unless a transaction is to be filled. */
    private @Nullable Message next(MessageConsumer consumer, Writer lines, Session session)
            throws JMSException, IOException {
        Message ready = consumer.receiveNoWait();
        if (ready != null) {
            return ready;
        }
        if (transacted == 0) {
            settle(lines, session);
        }
        return timeoutSeconds == 0 ? consumer.receive() : consumer.receive(TimeUnit.SECONDS.toMillis(timeoutSeconds));
    }

    private void settle(Writer lines, Session session) throws JMSException, IOException {
        Message last = lastTaken;
        if (last == null) {
            return;
        }
        lines.flush();
        if (transacted > 0) {
            session.commit();
        } else {
            last.acknowledge();
        }
        lastTaken = null;
        settled = received;
    }

    private MessageConsumer consumer(Session session) throws JMSException {
        return durable == null
                ? session.createConsumer(client.destination(session), selector)
                : session.createDurableConsumer(session.createTopic(client.topic()), durable, selector, false);
    }

    private static String text(Message message) throws JMSException, CommandFailedException {
        String identifier = message.getJMSMessageID();
        return MessageLine.of(message)
                .orElseThrow(() -> new CommandFailedException("Message " + identifier
                        + " is not a text message; it stays where it is. Leave such messages out with --selector"));
    }

    private String progress() {
        return received == 0 ? "" : settled + " messages were received for certain, then: ";
    }

    private Writer open() throws IOException {
        OutputStream out = file == null ? new StandardOutput() : Files.newOutputStream(file);
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }
}
