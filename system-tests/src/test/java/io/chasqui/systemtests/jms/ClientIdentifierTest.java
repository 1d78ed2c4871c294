package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** Client identifiers: set first, set once, used by one connection at a time (§6.1.2). */
@OverBothTransports
class ClientIdentifierTest {
    private final Stage stage;
    private final String identifier;

    ClientIdentifierTest(Stage stage) {
        this.stage = stage;
        this.identifier = stage.freshName("client");
    }

    @Test
    void isToldBack() throws JMSException {
        try (Connection connection = stage.factory().createConnection()) {
            assertThat(connection.getClientID()).isNull();
            connection.setClientID(identifier);

            assertThat(connection.getClientID()).isEqualTo(identifier);
        }
    }

    @Test
    @Assertion("JMS:SPEC:93")
    void isSetOnce() throws JMSException {
        try (Connection connection = stage.factory().createConnection()) {
            connection.setClientID(identifier);

            assertThatThrownBy(() -> connection.setClientID("another")).isInstanceOf(IllegalStateException.class);
            assertThat(connection.getClientID()).isEqualTo(identifier);
        }
    }

    @Test
    @Assertion("JMS:SPEC:94")
    void isSetBeforeAnythingElse() throws JMSException {
        try (Connection afterSession = stage.factory().createConnection();
                Session session = afterSession.createSession();
                Connection afterStart = stage.factory().createConnection();
                Connection afterListener = stage.factory().createConnection()) {
            afterStart.start();
            afterListener.setExceptionListener(problem -> {});

            assertThat(session.getTransacted()).isFalse();
            for (Connection used : new Connection[] {afterSession, afterStart, afterListener}) {
                assertThatThrownBy(() -> used.setClientID(identifier)).isInstanceOf(IllegalStateException.class);
                assertThat(used.getClientID()).isNull();
            }
        }
    }

    @Test
    void maySetItAfterAskingForMetaData() throws JMSException {
        try (Connection connection = stage.factory().createConnection()) {
            assertThat(connection.getMetaData().getJMSMajorVersion()).isEqualTo(3);
            assertThat(connection.getMetaData().getJMSMinorVersion()).isEqualTo(1);
            connection.setClientID(identifier);

            assertThat(connection.getClientID()).isEqualTo(identifier);
        }
    }

    @Test
    @Assertion("JMS:SPEC:173")
    void isRefusedWhenEmpty() throws JMSException {
        try (Connection connection = stage.factory().createConnection()) {
            assertThatThrownBy(() -> connection.setClientID("")).isInstanceOf(InvalidClientIDException.class);
            assertThatThrownBy(() -> connection.setClientID(null)).isInstanceOf(InvalidClientIDException.class);
        }
    }

    @Test
    @Assertion({"JMS:SPEC:95", "JMS:SPEC:173"})
    void belongsToOneConnectionAtATime() throws JMSException {
        try (Connection holder = stage.factory().createConnection();
                Connection other = stage.factory().createConnection();
                Connection stranger = new ChasquiConnectionFactory(stage.url()).createConnection()) {
            holder.setClientID(identifier);

            assertThatThrownBy(() -> other.setClientID(identifier))
                    .isInstanceOf(InvalidClientIDException.class)
                    .hasMessageContaining(identifier);
            assertThatThrownBy(() -> stranger.setClientID(identifier)).isInstanceOf(InvalidClientIDException.class);

            other.setClientID(identifier + "-2");
            try (Session session = other.createSession()) {
                assertThat(session.createTextMessage("usable").getText()).isEqualTo("usable");
                assertThat(other.getClientID()).isEqualTo(identifier + "-2");
            }
        }
    }

    @Test
    void isFreeAgainOnceItsConnectionIsClosed() throws JMSException {
        for (int i = 0; i < 5; i++) {
            try (Connection connection = stage.factory().createConnection()) {
                connection.setClientID(identifier);
                assertThat(connection.getClientID()).isEqualTo(identifier);
            }
        }
    }

    @Test
    void mayBeGivenByTheUrl() throws JMSException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(stage.url() + "?clientId=" + identifier);
        try (Connection connection = factory.createConnection()) {
            assertThat(connection.getClientID()).isEqualTo(identifier);
            assertThatThrownBy(() -> connection.setClientID("another")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(factory::createConnection).isInstanceOf(InvalidClientIDException.class);
        }
        try (Connection connection = factory.createConnection()) {
            assertThat(connection.getClientID()).isEqualTo(identifier);
        }
    }
}
