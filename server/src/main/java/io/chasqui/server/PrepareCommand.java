package io.chasqui.server;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code chasqui prepare}: a rehearsal of what every broker does: it starts on an empty directory, takes messages, stops,
 * starts again and hands them out. The launcher keeps the classes that it took in an archive, which lets brokers start
 * in half of the time.
 */
@Command(
        name = "prepare",
        description = {
            "Makes brokers of this installation start in half of the time, by an archive of loaded classes.",
            "Run it once after the installation, and after each change of Java or of Chasqui."
        },
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    private static final int MESSAGES = 200;
    private static final long PATIENCE_MILLIS = 20_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", hidden = true, description = "An empty directory; bin/chasqui names one")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws CommandFailedException {
        Ahead.begin();
        try {
            firstLife();
        } catch (IOException failed) {
            throw new CommandFailedException(Sentence.of(failed), failed);
        }
        BrokerRun secondLife = new BrokerArguments(null, directory, 0, null, null, false)
                .start(spec.commandLine().getErr());
        receive(secondLife.url());
        return ExitCode.OK.status(); // the end of the JVM stops the broker
    }

    private void firstLife() throws IOException {
        try (Broker broker = Broker.start(BrokerOptions.standalone(directory));
                TcpAcceptor acceptor =
                        TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(0), broker.acceptor())) {
            send("tcp://" + acceptor.host() + ":" + acceptor.port());
        }
    }

    private static void send(String url) {
        try (JMSContext context = new ChasquiConnectionFactory(url).createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("rehearsal");
            JMSProducer producer = context.createProducer().setProperty("rehearsal", true);
            for (int i = 0; i < MESSAGES; i++) {
                producer.setDeliveryMode(i % 2 == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT)
                        .send(queue, "text");
            }
            context.commit();
        }
    }

    private static void receive(String url) throws CommandFailedException {
        try (JMSContext context = new ChasquiConnectionFactory(url).createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("rehearsal");
            context.createProducer().send(queue, "one more");
            if (context.createConsumer(queue).receive(PATIENCE_MILLIS) == null) {
                throw new CommandFailedException("No message came back in " + PATIENCE_MILLIS + " ms.");
            }
        }
    }
}
