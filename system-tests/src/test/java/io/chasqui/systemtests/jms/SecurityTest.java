package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.security.PermissionRules;
import io.chasqui.broker.security.UserRealm;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.testkit.Assertion;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may connect and what they may do, with a broker that has a realm and rules, over both transports (§6.1.1, §10.3). */
class SecurityTest {
    private static final String NAME = "security-test";

    @TempDir
    Path directory = Path.of("");

    private Broker broker;
    private TcpAcceptor acceptor;

    @BeforeEach
    void start() throws IOException {
        start(realm().anonymous("guest").build());
    }

    @AfterEach
    void stop() {
        broker.close();
        acceptor.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsUsersInWithTheirPasswordAndOthersWithoutAName(Transport transport) throws JMSException {
        ChasquiConnectionFactory factory = factory(transport, "");

        try (Connection named = factory.createConnection("j2ee", "j2ee");
                Connection anonymous = factory.createConnection();
                JMSContext context = factory.createContext("j2ee", "j2ee")) {
            assertThat(named.createSession().createTextMessage("a").getText()).isEqualTo("a");
            assertThat(anonymous.getMetaData()).isNotNull();
            assertThat(context.getMetaData()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    @Assertion("JMS:SPEC:172")
    void refusesWrongCredentialsInsideTheCallThatConnects(Transport transport) throws JMSException {
        ChasquiConnectionFactory factory = factory(transport, "");

        for (String user : new String[] {"j2ee", "invalid"}) {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> factory.createConnection(user, "invalid"))
                    .withMessage("User '" + user + "' is unknown, or the password is wrong.");
            assertThatExceptionOfType(JMSSecurityRuntimeException.class)
                    .isThrownBy(() -> factory.createContext(user, "invalid"));
        }
        try (Connection named = factory.createConnection("j2ee", "j2ee")) {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> factory.createConnection("j2ee", null));
            assertThat(named.getMetaData()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void takesCredentialsFromTheUrl(Transport transport) throws JMSException {
        try (Connection named = factory(transport, "?user=j2ee&password=j2ee").createConnection()) {
            assertThat(named.getMetaData()).isNotNull();
        }

        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> factory(transport, "?user=j2ee&password=no").createConnection());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsNobodyInWithoutANameWhenToldSo(Transport transport) throws IOException {
        stop();
        start(realm().build());

        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> factory(transport, "").createConnection())
                .withMessageContaining("lets nobody in without a name");
        assertThatExceptionOfType(JMSSecurityRuntimeException.class)
                .isThrownBy(() -> factory(transport, "").createContext());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusesWhatTheRulesDoNotPermit(Transport transport) throws JMSException {
        try (Connection connection = factory(transport, "").createConnection("bert", "bert");
                Session session = connection.createSession()) {
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> session.createProducer(session.createQueue("orders"))
                            .send(session.createTextMessage("a")))
                    .withMessageContaining("User 'bert' may not send to queue orders");
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> session.createConsumer(session.createQueue("orders")))
                    .withMessageContaining("User 'bert' may not consume from queue orders");
            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> session.createConsumer(session.createTopic("orders")));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void permitsWhatTheRulesDoByGroup(Transport transport) throws JMSException {
        String queue = "public." + transport.name().toLowerCase(Locale.ROOT);
        ChasquiConnectionFactory factory = factory(transport, "");

        try (JMSContext sender = factory.createContext("bert", "bert");
                JMSContext receiver = factory.createContext("j2ee", "j2ee")) {
            sender.createProducer().send(sender.createQueue(queue), "a");

            assertThat(receiver.createConsumer(receiver.createQueue(queue)).receiveBody(String.class, 10_000))
                    .isEqualTo("a");
            assertThatExceptionOfType(JMSSecurityRuntimeException.class)
                    .isThrownBy(() -> sender.createConsumer(sender.createQueue(queue)));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsUsersOfOneFactoryApart(Transport transport) throws JMSException {
        ChasquiConnectionFactory factory = factory(transport, "");

        try (Connection strong = factory.createConnection("j2ee", "j2ee");
                Connection weak = factory.createConnection("bert", "bert");
                Session session = weak.createSession()) {
            strong.start();

            assertThatExceptionOfType(JMSSecurityException.class)
                    .isThrownBy(() -> session.createConsumer(session.createQueue("orders")));
        }
    }

    private void start(UserRealm realm) throws IOException {
        PermissionRules rules = PermissionRules.builder(realm::groupsOf)
                .allow("#", Action.SEND, "@staff")
                .allow("#", Action.CONSUME, "@staff")
                .allow("#", Action.CREATE, "*")
                .allow("queue.public.#", Action.SEND, "*")
                .build();
        BrokerOptions options =
                BrokerOptions.embedded(NAME, directory.resolve("data")).withSecurity(realm, rules);
        broker = Broker.start(options);
        acceptor = TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(0).withIoThreads(1), broker.acceptor());
    }

    private static UserRealm.Builder realm() {
        return UserRealm.builder(new SecureRandom())
                .iterations(1_000)
                .user("j2ee", "j2ee", "staff")
                .user("bert", "bert");
    }

    private ChasquiConnectionFactory factory(Transport transport, String options) {
        String place = transport == Transport.IN_VM ? "vm:" + NAME : "tcp://127.0.0.1:" + acceptor.port();
        return new ChasquiConnectionFactory(place + options);
    }
}
