package io.chasqui.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages as large as the broker's whole heap pass through it, bit by bit the same, and hold up nobody else. */
class LargeMessageTest {
    private static final int MIB = 1 << 20;
    private static final int HEAP_MEBIBYTES = 128;
    private static final long WAIT_MILLIS = 30_000;
    private static final long NOTHING_MILLIS = 300;

    /** Small messages that have to come through while a large one passes; many more do, even on a slow disk. */
    private static final int ROUND_TRIPS = 20;

    private static final int DELIVERIES = 4;

    @TempDir
    private Path directory;

    private final int port = BrokerProcess.freePort();
    private final String url = "tcp://127.0.0.1:" + port;
    private final ChasquiConnectionFactory factory = new ChasquiConnectionFactory(url);

    @Test
    void passesAPersistentMessageAsLargeAsTheHeapAndKeepsItOverARestart() throws JMSException {
        try (BrokerProcess broker = start()) {
            assertHoldsUpNobody(LargeMessageTest::sendLarge);
            assertStops(broker);
        }
        try (BrokerProcess broker = start()) {
            assertHoldsUpNobody(LargeMessageTest::receiveLarge);
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
            List<String> segments = segments();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAndReceive("large", 128 * MIB, 20));
            while (segments().equals(segments) && killed.staysAlive(Duration.ofMillis(5))) {
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

    /**
     * Lets a large message pass while small ones go to and fro, in another session of its connection and on a link of their
     * own. Only those count that did so while it was passing, from their send to their receipt.
     */
    private void assertHoldsUpNobody(Passage passage) throws JMSException {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.BEFORE);
        try (Connection connection = started();
                Connection elsewhere = started(new ChasquiConnectionFactory(url + "?heartbeatMillis=9000"));
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            CompletableFuture<Integer> beside =
                    CompletableFuture.supplyAsync(() -> goToAndFro(connection, "beside", phase));
            CompletableFuture<Integer> apart =
                    CompletableFuture.supplyAsync(() -> goToAndFro(elsewhere, "apart", phase));
            try {
                passage.run(session, phase);
            } finally {
                phase.set(Phase.BEHIND);
            }
            assertThat(beside.join()).as("round trips on the same link").isGreaterThanOrEqualTo(ROUND_TRIPS / 2);
            assertThat(apart.join()).as("round trips on another link").isGreaterThanOrEqualTo(ROUND_TRIPS);
        }
    }

    private static int goToAndFro(Connection connection, String name, AtomicReference<Phase> phase) {
        int count = 0;
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue(name);
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            while (phase.get() != Phase.BEHIND) {
                boolean begunInside = phase.get() == Phase.PASSING;
                producer.send(session.createTextMessage("small"));
                assertThat(consumer.receive(WAIT_MILLIS)).isNotNull();
                if (begunInside && phase.get() == Phase.PASSING) {
                    count++;
                }
            }
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
        return count;
    }

    private static void sendLarge(Session session, AtomicReference<Phase> phase) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("large"));
        BytesMessage message = bytes(session, body(128 * MIB, 1));
        phase.set(Phase.PASSING);
        producer.send(message);
        session.commit();
        phase.set(Phase.BEHIND);
    }

    /** Several times, because once takes a fraction of a second. */
    private static void receiveLarge(Session session, AtomicReference<Phase> phase) throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createQueue("large"));
        phase.set(Phase.PASSING);
        for (int delivery = 1; delivery < DELIVERIES; delivery++) {
            assertThat(consumer.receive(WAIT_MILLIS))
                    .as("delivery %d", delivery)
                    .isNotNull();
            session.rollback();
        }
        Message message = consumer.receive(WAIT_MILLIS);
        phase.set(Phase.BEHIND);
        assertBody(message, 128 * MIB, 1);
        session.commit();
    }

    /** What the large message does. */
    private enum Phase {
        BEFORE,
        PASSING,
        BEHIND
    }

    /** Lets the large message pass, and says when it does. */
    private interface Passage {
        void run(Session session, AtomicReference<Phase> phase) throws JMSException;
    }

    /** The segments that the broker has opened since it was started. */
    private List<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data/journal/live"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    private BrokerProcess start(String... settings) {
        return BrokerProcess.start(BrokerSetup.of(directory.resolve("data"), port)
                .withHeapMebibytes(HEAP_MEBIBYTES)
                .with(settings));
    }

    private Connection started() throws JMSException {
        return started(factory);
    }

    private static Connection started(ConnectionFactory factory) throws JMSException {
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
