package io.chasqui.server;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that {@code send}, {@code receive} and {@code browse} share: where the broker is, and which destination is meant. */
final class ClientOptions {
    /** The port of broker and clients when none is given. */
    static final String DEFAULT_PORT = "" + TcpAcceptorOptions.DEFAULT_PORT;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "tcp://127.0.0.1:" + DEFAULT_PORT,
            description = "The broker (default: ${DEFAULT-VALUE})")
    private String url = "";

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** Exactly one of the two names is given. */
    private static final class Target {
        @Option(names = "--queue", paramLabel = "NAME", description = "The queue to use")
        private @Nullable String queue;

        @Option(names = "--topic", paramLabel = "NAME", description = "The topic to use")
        private @Nullable String topic;
    }

    /** A connection that has not been started. */
    Connection connect() throws JMSException, CommandFailedException {
        return factory().createConnection();
    }

    private ChasquiConnectionFactory factory() throws CommandFailedException {
        try {
            return new ChasquiConnectionFactory(url);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.USAGE, "--url: " + Sentence.of(e), e);
        }
    }

    Destination destination(Session session) throws JMSException {
        return target.queue == null ? session.createTopic(topic()) : session.createQueue(target.queue);
    }

    boolean isTopic() {
        return target.topic != null;
    }

    /** The topic's name, or an empty text when a queue is meant. */
    String topic() {
        return target.topic == null ? "" : target.topic;
    }

    /** The destination in words. */
    String described() {
        return target.queue == null ? "topic " + topic() : "queue " + target.queue;
    }
}
