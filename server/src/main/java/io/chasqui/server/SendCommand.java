package io.chasqui.server;

import io.chasqui.server.TypedProperty.Converter;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chasqui send}: every line of a file or of standard input becomes one text message. */
@Command(
        name = "send",
        description = "Sends every line of a file, or of standard input, as a persistent text message.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SendCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--file", paramLabel = "F", description = "The file to read, UTF-8 (default: standard input)")
    private @Nullable Path file;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = Visibility.NEVER,
            description = "Stop after N lines (default: all)")
    private long count;

    @Option(
            names = "--property",
            paramLabel = "NAME[:TYPE]=VALUE",
            converter = Converter.class,
            description = {
                "A property of every message; may be repeated.",
                "TYPE is boolean, byte, short, int, long, float, double or string (default)"
            })
    private List<TypedProperty> properties = new ArrayList<>();

    @Option(
            names = "--transacted",
            paramLabel = "N",
            defaultValue = "0",
            description = "Send in local transactions of N messages (default: each message for itself)")
    private int transacted;

    @Option(names = "--non-persistent", description = "Messages need not survive the end of the broker")
    private boolean nonPersistent;

    private long sent;
    private long settled;

    @Override
    public Integer call() throws CommandFailedException {
        try (BufferedReader lines = open();
                Connection connection = client.connect()) {
            sendAll(lines, connection);
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("There is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandFailedException(progress() + "cannot read the lines: " + Sentence.of(e), e);
        } catch (JMSException e) {
            throw new CommandFailedException(progress() + Sentence.of(e), e);
        }
        spec.commandLine().getErr().println("Sent " + settled + " messages to " + client.described());
        return ExitCode.OK.status();
    }

    private void sendAll(BufferedReader lines, Connection connection) throws JMSException, IOException {
        Session session = connection.createSession(
                transacted > 0, transacted > 0 ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(client.destination(session));
        producer.setDeliveryMode(nonPersistent ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
        while (sent < count) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            TextMessage message = session.createTextMessage(line);
            for (TypedProperty property : properties) {
                property.applyTo(message);
            }
            producer.send(message);
            sent++;
            settleWhen(session, transacted == 0 || sent % transacted == 0);
        }
        settleWhen(session, sent > settled);
    }

    private void settleWhen(Session session, boolean due) throws JMSException {
        if (due) {
            if (transacted > 0) {
                session.commit();
            }
            settled = sent;
        }
    }

    private String progress() {
        return sent == 0 ? "" : settled + " messages were sent for certain, then: ";
    }

    private BufferedReader open() throws IOException {
        return file == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }
}
