package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ConnectingTest {
    private final ScriptedBroker broker = new ScriptedBroker(new TestEnvironment());

    @Test
    void sharesOneLinkAmongTheConnectionsOfAUser() throws JMSException {
        ConnectionSource source = broker.source("tcp://broker:1?user=ann&password=secret");

        source.connect();
        source.connect();
        source.connect("ben", "secret");

        assertThat(broker.all(Hello.class)).extracting(Hello::user).containsExactly("ann", "ben");
    }

    @Test
    void refusesTheUserAtOnce() {
        broker.greeting = ErrorCode.AUTHENTICATION;

        assertThatThrownBy(broker::connect).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void triesAgainAfterAFailedHandshake() throws JMSException {
        ConnectionSource source = broker.source("tcp://broker:1");
        broker.greeting = ErrorCode.UNAVAILABLE;
        assertThatThrownBy(source::connect).hasMessageContaining("No broker could be reached");
        broker.greeting = null;

        assertThat(source.connect()).isNotNull();
    }

    @Test
    void asksTheBrokerAboutAClientIdentifier() throws JMSException {
        JmsConnection connection = broker.connect();
        broker.refusals.put(FrameKind.OPEN_CONNECTION, ErrorCode.CLIENT_IDENTIFIER);
        assertThatThrownBy(() -> connection.setClientID("taken")).isInstanceOf(InvalidClientIDException.class);
        broker.refusals.clear();

        connection.setClientID("free");

        assertThat(connection.getClientID()).isEqualTo("free");
        assertThat(broker.last(OpenConnection.class).clientIdentifier()).isEqualTo("free");
    }

    @Test
    void takesAClientIdentifierOnlyAsTheFirstThing() throws JMSException {
        JmsConnection connection = broker.connect();
        connection.createSession();

        assertThatThrownBy(() -> connection.setClientID("late")).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void keepsTheClientIdentifierOfTheUrl() throws JMSException {
        JmsConnection connection = broker.source("tcp://broker:1?clientId=cts").connect();

        assertThat(connection.getClientID()).isEqualTo("cts");
        assertThatThrownBy(() -> connection.setClientID("other")).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void tellsTheBrokerOnceThatItEnds() throws JMSException {
        JmsConnection connection = broker.connect();
        Session session = connection.createSession();

        connection.close();
        connection.close();
        session.close();

        broker.only(CloseConnection.class);
        assertThatThrownBy(connection::createSession).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(session::createMessage).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void refusesUnknownAcknowledgeModes() throws JMSException {
        JmsConnection connection = broker.connect();

        assertThatThrownBy(() -> connection.createSession(false, 17)).isInstanceOf(JMSException.class);
    }

    @Test
    void keepsTheDomainsApart() throws JMSException {
        JmsConnection connection = broker.connect();
        QueueSession queues = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicSession topics = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);

        assertThatThrownBy(() -> queues.createTopic("t")).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(() -> queues.unsubscribe("s")).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(() -> topics.createQueue("q")).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(() -> topics.createTemporaryQueue()).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void saysWhatItIs() throws JMSException {
        JmsConnection connection = broker.connect();

        assertThat(connection.getMetaData().getJMSVersion()).isEqualTo("3.1");
        assertThat(Collections.list(JmsConnectionMetaData.INSTANCE.getJMSXPropertyNames()))
                .containsExactly("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount", "JMSXRcvTimestamp");
    }
}
