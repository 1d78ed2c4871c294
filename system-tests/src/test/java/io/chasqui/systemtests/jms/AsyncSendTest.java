package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sends whose completion a listener hears (§7.3). */
@OverBothTransports
class AsyncSendTest {
    private final Stage stage;
    private final Queue queue;
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    AsyncSendTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @Test
    @Assertion("JMS:SPEC:275.7")
    void completesInTheOrderOfTheSends() throws Exception {
        List<Object> expected = new ArrayList<>();
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 100; i++) {
                producer.send(client.session().createTextMessage("text" + i), on(this::noteText));
                expected.add("text" + i);
            }

            for (Object each : expected) {
                assertThat(outcome()).isEqualTo(each);
            }
        }
        assertThat(Leftover.in(stage, queue)).hasSize(100).startsWith("text0:1", "text1:1");
    }

    /** So many that an embedded broker takes the work off the sender's thread. */
    @Test
    @Assertion("JMS:SPEC:275.7")
    void completesALongBurstInTheOrderOfTheSends() throws Exception {
        List<Object> expected = new ArrayList<>();
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 10_000; i++) {
                producer.send(client.session().createTextMessage("text" + i), on(this::noteText));
                expected.add("text" + i);
            }
            client.session().close();

            assertThat(outcomes).containsExactlyElementsOf(expected);
        }
        assertThat(Leftover.in(stage, queue))
                .hasSize(10_000)
                .startsWith("text0:1")
                .endsWith("text9999:1");
    }

    @Test
    @Assertion("JMS:SPEC:275.3")
    void completesBeforeTheSessionIsClosed() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 20; i++) {
                producer.send(client.session().createTextMessage("text" + i), on(this::noteText));
            }
            client.session().close();

            assertThat(outcomes).hasSize(20);
        }
    }

    @Test
    @Assertion("JMS:SPEC:275.3")
    void completesBeforeTheTransactionIsCommitted() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                MessageProducer producer = client.session().createProducer(queue)) {
            for (int i = 0; i < 20; i++) {
                producer.send(client.session().createTextMessage("text" + i), on(this::noteText));
            }
            client.session().commit();

            assertThat(outcomes).hasSize(20);
        }
        assertThat(Leftover.in(stage, queue)).hasSize(20);
    }

    @Test
    @Assertion("JMS:SPEC:275.5")
    void stampsTheMessage() throws Exception {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            Message message = client.session().createTextMessage("a");
            producer.send(message, on(done -> outcomes.add(Failing.get(done::getJMSMessageID))));

            assertThat(outcome()).isEqualTo(message.getJMSMessageID());
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("a:1");
    }

    @Test
    void mustNotEndItsProducerSessionOrTransaction() throws Exception {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(client.session().createTextMessage("a"), on(done -> {
                outcomes.add(Failing.outcome(client.session()::commit));
                outcomes.add(Failing.outcome(client.session()::rollback));
                outcomes.add(Failing.outcome(client.session()::close));
                outcomes.add(Failing.outcome(client.connection()::close));
                outcomes.add(Failing.outcome(producer::close));
            }));

            for (int i = 0; i < 5; i++) {
                assertThat(outcome()).as("call %d", i).isInstanceOf(IllegalStateException.class);
            }
            client.session().commit();
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("a:1");
    }

    @Test
    void mayStopItsConnection() throws Exception {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            producer.send(
                    client.session().createTextMessage("a"),
                    on(done -> outcomes.add(Failing.outcome(client.connection()::stop))));

            assertThat(outcome()).isEqualTo("no exception");
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("a:1");
    }

    @Test
    void needsAListener() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            Message message = client.session().createMessage();

            assertThatThrownBy(() -> producer.send(message, null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Object outcome() throws InterruptedException {
        Object outcome = outcomes.poll(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private void noteText(Message message) {
        outcomes.add(Failing.get(() -> Inbox.textOf(message)));
    }

    private CompletionListener on(Consumer<Message> completion) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completion.accept(message);
            }

            @Override
            public void onException(Message message, Exception failure) {
                outcomes.add(failure);
            }
        };
    }
}
