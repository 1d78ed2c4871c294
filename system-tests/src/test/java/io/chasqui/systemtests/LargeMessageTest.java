package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages as large as the broker's whole heap pass through it, bit by bit the same, and hold up nobody else. */
class LargeMessageTest {
    private static final int MIB = 1 << 20;
    private static final int HEAP_MEBIBYTES = 128;
    private static final long WAIT_MILLIS = 30_000;
    private static final long NOTHING_MILLIS = 300;

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final ChasquiConnectionFactory factory = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port);

    @Test
    void passesAPersistentMessageAsLargeAsTheHeapAndKeepsItOverARestart() throws JMSException {
        try (BrokerProcess broker = start()) {
            int others = besideSmallMessages(connection -> send(connection, "large", body(128 * MIB, 1)));

            assertThat(others).as("small messages meanwhile").isPositive();
            assertStops(broker);
        }
        try (BrokerProcess broker = start()) {
            int others = besideSmallMessages(connection -> receive(connection, "large", 128 * MIB, 1));

            assertThat(others).as("small messages meanwhile").isPositive();
            assertStops(broker);
        }
    }

    @Test
    void passesANonPersistentMessageAsLargeAsTheHeap() throws JMSException {
        try (BrokerProcess broker = start()) {
            try (Connection connection = started();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                MessageProducer producer = session.createProducer(session.createQueue("large"));
                producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                producer.send(bytes(session, body(128 * MIB, 2)));

                receive(connection, "large", 128 * MIB, 2);
            }
            assertStops(broker);
        }
    }

    @Test
    void passesSeveralLargeMessagesAtOnce() {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        try (BrokerProcess broker = start()) {
            for (int client = 0; client < 3; client++) {
                int seed = 10 + client;
                clients.add(CompletableFuture.runAsync(() -> sendAndReceive("large-" + seed, 32 * MIB, seed)));
            }

            clients.forEach(CompletableFuture::join);

            assertStops(broker);
        }
    }

    @Test
    void takesALargeMessageOnceAlthoughTheBrokerIsKilledInItsMiddle() throws IOException, JMSException {
        BrokerProcess killed = start();
        try (killed;
                Connection connection = started()) {
            long segments = segments();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAndReceive("large", 128 * MIB, 20));
            while (segments() == segments && killed.staysAlive(Duration.ofMillis(5))) {
                assertThat(sending).as("sends before a segment is full").isNotDone();
            }
            killed.kill();

            try (BrokerProcess broker = start()) {
                sending.join();
                try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                    MessageConsumer consumer = session.createConsumer(session.createQueue("large"));
                    assertThat(consumer.receive(NOTHING_MILLIS)).as("once more").isNull();
                }
                assertThat(broker.staysAlive(Duration.ZERO))
                        .as("lives; log: %s", broker.log())
                        .isTrue();
            }
        }
    }

    @Test
    void treatsLargeMessagesLikeAllOthers() throws JMSException {
        try (BrokerProcess broker = start("destination.queue.failing.maxDeliveries = 2")) {
            try (Connection connection = started()) {
                rollsBackAndCommits(connection);
                selects(connection);
                setsAside(connection);
            }
            assertStops(broker);
        }
    }

    private void rollsBackAndCommits(Connection connection) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("transacted"));
            producer.send(bytes(session, body(20 * MIB, 3)));
            session.rollback();
            producer.send(bytes(session, body(20 * MIB, 4)));
            producer.send(bytes(session, body(2 * MIB, 5)));
            session.commit();

            MessageConsumer consumer = session.createConsumer(session.createQueue("transacted"));
            assertBody(consumer.receive(WAIT_MILLIS), 20 * MIB, 4);
            assertBody(consumer.receive(WAIT_MILLIS), 2 * MIB, 5);
            session.rollback();
            Message again = consumer.receive(WAIT_MILLIS);
            assertThat(again.getJMSRedelivered()).isTrue();
            assertBody(again, 20 * MIB, 4);
            assertBody(consumer.receive(WAIT_MILLIS), 2 * MIB, 5);
            session.commit();
            assertThat(consumer.receive(NOTHING_MILLIS)).isNull();
        }
    }

    private void selects(Connection connection) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("selected");
            MessageProducer producer = session.createProducer(queue);
            BytesMessage red = bytes(session, body(20 * MIB, 6));
            red.setStringProperty("colour", "red");
            producer.send(red);

            MessageConsumer blue = session.createConsumer(queue, "colour = 'blue'");
            assertThat(blue.receive(NOTHING_MILLIS)).as("does not match").isNull();
            MessageConsumer reds = session.createConsumer(queue, "colour = 'red'");
            assertBody(reds.receive(WAIT_MILLIS), 20 * MIB, 6);
        }
    }

    private void setsAside(Connection connection) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("failing"));
            producer.send(bytes(session, body(4 * MIB, 7)));
            session.commit();
            MessageConsumer consumer = session.createConsumer(session.createQueue("failing"));
            for (int delivery = 1; delivery <= 2; delivery++) {
                assertThat(consumer.receive(WAIT_MILLIS))
                        .as("delivery %d", delivery)
                        .isNotNull();
                session.rollback();
            }
            Message aside =
                    session.createConsumer(session.createQueue("DLQ.failing")).receive(WAIT_MILLIS);
            assertBody(aside, 4 * MIB, 7);
            session.commit();
        }
    }

    private void sendAndReceive(String queue, int length, long seed) {
        try (Connection connection = started()) {
            send(connection, queue, body(length, seed));
            receive(connection, queue, length, seed);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    /** Does something while small messages go to and fro in another session; returns how many did. */
    private int besideSmallMessages(Work work) throws JMSException {
        AtomicBoolean over = new AtomicBoolean();
        try (Connection connection = started()) {
            CompletableFuture<Integer> small = CompletableFuture.supplyAsync(() -> goToAndFro(connection, over));
            try {
                work.run(connection);
            } finally {
                over.set(true);
            }
            return small.join();
        }
    }

    private static int goToAndFro(Connection connection, AtomicBoolean over) {
        int count = 0;
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("small");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            while (!over.get()) {
                producer.send(session.createTextMessage("small"));
                assertThat(consumer.receive(WAIT_MILLIS)).isNotNull();
                count++;
            }
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
        return count;
    }

    private interface Work {
        void run(Connection connection) throws JMSException;
    }

    /** Number of files in the journal. */
    private long segments() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private BrokerProcess start(String... settings) {
        return BrokerProcess.start(BrokerSetup.of(directory.resolve("data"), port)
                .withHeapMebibytes(HEAP_MEBIBYTES)
                .with(settings));
    }

    private Connection started() throws JMSException {
        Connection connection = factory.createConnection();
        connection.start();
        return connection;
    }

    private static void send(Connection connection, String queue, byte[] body) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(queue)).send(bytes(session, body));
        }
    }

    private static void receive(Connection connection, String queue, int length, long seed) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            assertBody(session.createConsumer(session.createQueue(queue)).receive(WAIT_MILLIS), length, seed);
        }
    }

    private static void assertStops(BrokerProcess broker) {
        assertThat(broker.terminate()).as("exit status; log: %s", broker.log()).isZero();
    }

    private static BytesMessage bytes(Session session, byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    /** Bytes of which no two stretches are the same. */
    private static byte[] body(int length, long seed) {
        byte[] body = new byte[length];
        long state = seed;
        for (int i = 0; i < length; i++) {
            state = next(state);
            body[i] = (byte) (state >>> 56);
        }
        return body;
    }

    private static void assertBody(Message message, int length, long seed) throws JMSException {
        assertThat(message).as("a message within the time").isInstanceOf(BytesMessage.class);
        BytesMessage bytes = (BytesMessage) message;
        assertThat(bytes.getBodyLength()).isEqualTo(length);
        byte[] slice = new byte[64 << 10];
        long state = seed;
        long at = 0;
        for (int count = bytes.readBytes(slice); count > 0; count = bytes.readBytes(slice)) {
            for (int i = 0; i < count; i++) {
                state = next(state);
                if (slice[i] != (byte) (state >>> 56)) {
                    throw new AssertionError("Byte " + (at + i) + " of the body is another one.");
                }
            }
            at += count;
        }
        assertThat(at).isEqualTo(length);
    }

    private static long next(long state) {
        return state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    }
}
