package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionRolledBackException;
import org.junit.jupiter.api.Test;

/** Temporary queues and topics (Jakarta Messaging 3.1 §6.2.2): unique, their connection's own, and gone with it. */
@OverBothTransports
class TemporaryDestinationTest {
    private final Stage stage;

    TemporaryDestinationTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void carriesMessagesOfItsOwnConnection() throws JMSException {
        try (Client client = stage.client()) {
            TemporaryQueue queue = client.session().createTemporaryQueue();
            TemporaryTopic topic = client.session().createTemporaryTopic();
            try (Inbox fromQueue = client.inbox(queue);
                    Inbox fromTopic = client.inbox(topic)) {
                client.send(queue, "a", "b");
                client.send(topic, "c");

                assertThat(fromQueue.texts(2)).containsExactly("a", "b");
                Message last = fromTopic.next();
                assertThat(Inbox.textOf(last)).isEqualTo("c");
                assertThat(last.getJMSDestination()).isEqualTo(topic);
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:118")
    void isUnique() throws JMSException {
        try (Client one = stage.client();
                Client two = stage.client()) {
            assertThat(new Destination[] {
                        one.session().createTemporaryQueue(),
                        one.session().createTemporaryQueue(),
                        one.session().createTemporaryTopic(),
                        two.session().createTemporaryQueue(),
                        two.session().createTemporaryTopic()
                    })
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:117", "JMS:SPEC:144", "JMS:SPEC:155"})
    void canBeConsumedByItsOwnConnectionOnly() throws JMSException {
        try (Client owner = stage.client();
                Client stranger = stage.client()) {
            TemporaryQueue queue = owner.session().createTemporaryQueue();
            TemporaryTopic topic = owner.session().createTemporaryTopic();

            assertThatThrownBy(() -> stranger.session().createConsumer(queue))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> stranger.session().createConsumer(topic))
                    .isInstanceOf(InvalidDestinationException.class);
            try (Session another = owner.connection().createSession();
                    Inbox fromQueue = new Inbox(another.createConsumer(queue));
                    Inbox fromTopic = new Inbox(another.createConsumer(topic))) {
                stranger.send(queue, "a");
                stranger.send(topic, "b");

                assertThat(fromQueue.text()).isEqualTo("a");
                assertThat(fromTopic.text()).isEqualTo("b");
            }
        }
    }

    @Test
    void leadsAnswersBackToTheConnectionThatAsked() throws JMSException {
        Queue requests = stage.queue();
        try (Client asking = stage.client();
                Connection elsewhere = new ChasquiConnectionFactory(stage.url()).createConnection();
                Session answering = elsewhere.createSession()) {
            elsewhere.start();
            TemporaryQueue answers = asking.session().createTemporaryQueue();
            Message question = asking.session().createTextMessage("question");
            question.setJMSReplyTo(answers);
            asking.send(requests, question);

            Message received = new Inbox(answering.createConsumer(requests)).next();
            assertThat(received.getJMSReplyTo())
                    .isInstanceOf(TemporaryQueue.class)
                    .isEqualTo(answers);
            try (MessageProducer producer = answering.createProducer(received.getJMSReplyTo())) {
                producer.send(answering.createTextMessage("answer"));
            }

            assertThat(asking.inbox(answers).text()).isEqualTo("answer");
            assertThatThrownBy(((TemporaryQueue) received.getJMSReplyTo())::delete)
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:273")
    void servesAQueueRequestor() throws Exception {
        Queue requests = stage.queue();
        try (Client service = stage.client();
                QueueConnection connection = stage.factory().createQueueConnection()) {
            connection.start();
            service.session().createConsumer(requests).setMessageListener(request -> answer(service, request));
            QueueRequestor requestor =
                    new QueueRequestor(connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE), requests);

            try (Session session = connection.createSession()) {
                for (String text : new String[] {"a", "b"}) {
                    Message answer = requestor.request(session.createTextMessage(text));
                    assertThat(Inbox.textOf(answer)).isEqualTo(text + "!");
                }
            }
            requestor.close();
        }
    }

    @Test
    @Assertion("JMS:SPEC:170")
    void servesATopicRequestor() throws Exception {
        Topic requests = stage.topic();
        try (Client service = stage.client();
                TopicConnection connection = stage.factory().createTopicConnection()) {
            connection.start();
            service.session().createConsumer(requests).setMessageListener(request -> answer(service, request));
            TopicSession own = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicRequestor requestor = new TopicRequestor(own, requests);

            try (Session session = connection.createSession()) {
                Message answer = requestor.request(session.createTextMessage("a"));
                assertThat(Inbox.textOf(answer)).isEqualTo("a!");
            }
            requestor.close();
        }
    }

    private static void answer(Client service, Message request) {
        Failing.run(() -> service.send(request.getJMSReplyTo(), Inbox.textOf(request) + "!"));
    }

    @Test
    void cannotBeUsedAfterItsDeletion() throws JMSException {
        try (Client client = stage.client();
                Client stranger = stage.client()) {
            TemporaryQueue queue = client.session().createTemporaryQueue();
            TemporaryTopic topic = client.session().createTemporaryTopic();
            client.send(queue, "lost");

            queue.delete();
            topic.delete();
            queue.delete();

            assertThatThrownBy(() -> client.session().createConsumer(queue))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> client.session().createConsumer(topic))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> stranger.send(queue, "a")).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> stranger.send(topic, "a")).isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void isNotDeletedUnderItsConsumers() throws JMSException {
        try (Client client = stage.client();
                Session other = client.connection().createSession()) {
            TemporaryQueue queue = client.session().createTemporaryQueue();
            TemporaryTopic topic = client.session().createTemporaryTopic();
            try (Inbox fromQueue = new Inbox(other.createConsumer(queue));
                    Inbox fromTopic = new Inbox(other.createConsumer(topic))) {
                assertThatThrownBy(queue::delete).isInstanceOf(JMSException.class);
                assertThatThrownBy(topic::delete).isInstanceOf(JMSException.class);

                client.send(queue, "a");
                client.send(topic, "b");
                assertThat(fromQueue.text()).isEqualTo("a");
                assertThat(fromTopic.text()).isEqualTo("b");
            }
            queue.delete();
            topic.delete();
        }
    }

    @Test
    void outlivesItsSession() throws JMSException {
        try (Client client = stage.client()) {
            Session maker = client.connection().createSession();
            TemporaryQueue queue = maker.createTemporaryQueue();
            maker.close();
            client.send(queue, "a");

            assertThat(client.inbox(queue).text()).isEqualTo("a");
            client.session().close();
            queue.delete();

            try (Session last = client.connection().createSession()) {
                assertThatThrownBy(() -> last.createConsumer(queue)).isInstanceOf(InvalidDestinationException.class);
            }
        }
    }

    @Test
    void goesWithItsConnection() throws JMSException {
        Client owner = stage.client();
        TemporaryQueue queue = owner.session().createTemporaryQueue();
        owner.send(queue, "a");
        owner.close();

        try (Client stranger = stage.client()) {
            assertThatThrownBy(() -> stranger.send(queue, "b")).isInstanceOf(InvalidDestinationException.class);
        }
        assertThatThrownBy(queue::delete).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesPartInTransactions() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED)) {
            TemporaryQueue queue = client.session().createTemporaryQueue();
            Inbox inbox = client.inbox(queue);
            client.send(queue, "a");
            client.session().rollback();
            client.send(queue, "b");
            client.session().commit();

            assertThat(inbox.text()).isEqualTo("b");
            client.session().rollback();
            assertThat(Inbox.presentations(inbox.next(1))).containsExactly("b:2!");
            client.session().commit();
            inbox.close();
            queue.delete();

            client.send(queue, "c");
            assertThatThrownBy(() -> client.session().commit()).isInstanceOf(TransactionRolledBackException.class);
        }
    }

    @Test
    @Assertion("JMS:SPEC:243")
    void doesNotTakeDurableSubscriptions() throws JMSException {
        try (Client client = stage.identified(stage.freshName("client"), Session.AUTO_ACKNOWLEDGE)) {
            TemporaryTopic topic = client.session().createTemporaryTopic();

            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, "d"))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> client.session().createConsumer(topic, "not a selector"))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void keepsItsNamesToItself() throws JMSException {
        try (Client client = stage.client()) {
            TemporaryQueue queue = client.session().createTemporaryQueue();
            Queue sameName = client.session().createQueue(queue.getQueueName());

            assertThat(sameName).isNotEqualTo(queue);
            assertThatThrownBy(() -> client.send(sameName, "a"))
                    .isInstanceOf(InvalidDestinationException.class)
                    .hasMessageContaining("kept for temporary destinations");
            assertThatThrownBy(() -> client.session().createConsumer(sameName))
                    .isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void isBoundedInNumber() throws JMSException {
        try (Client client = stage.client()) {
            for (int i = 0; i < 10_000; i++) {
                client.session().createTemporaryQueue();
            }

            assertThatThrownBy(() -> client.session().createTemporaryTopic())
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContaining("10000");
        }
    }

    @Test
    void goesOnAfterManyWereMadeAndDeleted() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(null)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < 200; i++) {
                TemporaryQueue queue = client.session().createTemporaryQueue();
                try (Inbox inbox = client.inbox(queue)) {
                    producer.send(queue, client.session().createTextMessage("text" + i));
                    assertThat(inbox.text()).isEqualTo("text" + i);
                }
                queue.delete();
            }
        }
    }

    @Test
    void worksInTheSimplifiedInterface() throws JMSException {
        try (JMSContext context = stage.factory().createContext()) {
            TemporaryQueue queue = context.createTemporaryQueue();
            TemporaryTopic topic = context.createTemporaryTopic();
            JMSConsumer fromTopic = context.createConsumer(topic);
            context.createProducer().send(queue, "a").send(topic, "b");

            try (JMSConsumer fromQueue = context.createConsumer(queue)) {
                assertThat(fromQueue.receiveBody(String.class, Inbox.PATIENCE_MILLIS))
                        .isEqualTo("a");
            }
            TextMessage last = (TextMessage) fromTopic.receive(Inbox.PATIENCE_MILLIS);
            assertThat(last.getText()).isEqualTo("b");
            queue.delete();
        }
    }
}
