package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/** XA sessions and contexts as Jakarta Messaging sees them (§11.3). */
@OverBothTransports
class XaSessionTest {
    private final Stage stage;
    private final Queue queue;
    private final ChasquiXAConnectionFactory factory;

    XaSessionTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
        this.factory = new ChasquiXAConnectionFactory(stage.url());
    }

    @Test
    @Assertion("JMS:SPEC:181")
    void leavesCommitAndRollbackToTheManager() throws JMSException, XAException {
        try (XaClient client = XaClient.open(factory)) {
            assertThat(client.session().getTransacted()).isTrue();
            assertThat(client.session().getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
            assertThatThrownBy(() -> client.session().commit()).isInstanceOf(TransactionInProgressException.class);
            BranchName branch = client.begin();

            assertThatThrownBy(() -> client.session().commit()).isInstanceOf(TransactionInProgressException.class);
            assertThatThrownBy(() -> client.session().rollback()).isInstanceOf(TransactionInProgressException.class);
            assertThatThrownBy(() -> client.session().recover()).isInstanceOf(IllegalStateException.class);
            client.end(branch);
            client.resource().rollback(branch);
        }
    }

    @Test
    void worksAtOnceOutsideOfGlobalTransactions() throws JMSException {
        try (XaClient client = XaClient.open(factory);
                Inbox inbox = client.inbox(queue)) {
            client.send(queue, "a");
            assertThat(inbox.text()).isEqualTo("a");
        }
        try (Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    void givesPlainSessionsToo() throws JMSException {
        try (Connection connection = factory.createXAConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createProducer(queue).send(session.createTextMessage("a"));
            session.commit();

            assertThat(session.getTransacted()).isTrue();
        }
        try (Connection connection = factory.createConnection()) {
            assertThat(connection.createSession().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
        }
    }

    @Test
    void hasFormsForBothDomains() throws JMSException {
        try (XAQueueConnection queues = factory.createXAQueueConnection();
                XATopicConnection topics = factory.createXATopicConnection()) {
            XAQueueSession queueSession = queues.createXAQueueSession();
            XATopicSession topicSession = topics.createXATopicSession();
            QueueSession ofQueues = queueSession.getQueueSession();
            TopicSession ofTopics = topicSession.getTopicSession();

            assertThat(queueSession.getXAResource().isSameRM(topicSession.getXAResource()))
                    .isTrue();
            assertThat(ofQueues.createSender(queue)).isNotNull();
            assertThat(ofTopics.createPublisher(stage.topic())).isNotNull();
            assertThatThrownBy(() -> ofTopics.createQueue("q")).isInstanceOf(IllegalStateException.class);
        } catch (XAException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void offersAContextForGlobalTransactions() throws XAException, JMSException {
        try (XAJMSContext context = factory.createXAContext()) {
            BranchName branch = BranchName.fresh();
            XAResource resource = context.getXAResource();
            assertThat(context.getTransacted()).isTrue();
            assertThat(context.getContext().getSessionMode()).isEqualTo(Session.SESSION_TRANSACTED);
            resource.start(branch, XAResource.TMNOFLAGS);
            context.createProducer().send(queue, "a");
            assertThatThrownBy(context::commit).isInstanceOf(TransactionInProgressRuntimeException.class);
            assertThatThrownBy(context::rollback).isInstanceOf(TransactionInProgressRuntimeException.class);
            resource.end(branch, XAResource.TMSUCCESS);
            resource.commit(branch, true);

            assertThat(context.createConsumer(queue).receiveBody(String.class, Inbox.PATIENCE_MILLIS))
                    .isEqualTo("a");
        }
    }

    @Test
    void includesTheMessageOfAListenerThatBeginsABranch() throws Exception {
        CompletableFuture<BranchName> done = new CompletableFuture<>();
        Queue answers = stage.queue();
        try (XaClient client = XaClient.open(factory);
                Client plain = stage.client()) {
            MessageConsumer consumer = client.session().createConsumer(queue);
            consumer.setMessageListener(message -> {
                try {
                    BranchName branch = client.begin();
                    client.send(answers, "answer");
                    client.prepare(branch);
                    done.complete(branch);
                } catch (XAException | JMSException failure) {
                    done.completeExceptionally(failure);
                }
            });
            plain.send(queue, "question");
            BranchName branch = done.get(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            consumer.setMessageListener(null);

            client.resource().rollback(branch);

            try (Inbox inbox = plain.inbox(answers)) {
                assertThat(inbox.rest()).isEmpty();
            }
            consumer.close();
            try (Inbox inbox = plain.inbox(queue)) {
                assertThat(inbox.next().getJMSRedelivered()).isTrue();
            }
        }
    }

    @Test
    void isSerialized() throws IOException, ClassNotFoundException, JMSException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }
        Object read;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = in.readObject();
        }

        assertThat(read).isInstanceOf(ChasquiXAConnectionFactory.class).hasToString(factory.toString());
        try (Connection connection = ((ChasquiXAConnectionFactory) read).createXAConnection()) {
            assertThat(connection.getMetaData()).isNotNull();
        }
    }
}
