package io.chasqui.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import java.nio.file.Path;
import java.util.Map;
import javax.naming.BinaryRefAddr;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("BanJNDI") // looking names up is what is tested here, and nothing is deserialized
class ObjectFactoryTest {
    private static final String FACTORY = ChasquiObjectFactory.class.getName();

    @TempDir
    private Path folder;

    private static Object make(Object stored) throws NamingException {
        return new ChasquiObjectFactory().getObjectInstance(stored, null, null, null);
    }

    private static Reference reference(String type, Map<String, String> texts) {
        Reference reference = new Reference(type, FACTORY, null);
        texts.forEach((name, text) -> reference.add(new StringRefAddr(name, text)));
        return reference;
    }

    @Test
    void makesAgainWhatANamingServiceStored() throws NamingException {
        Context service = new FileContext(folder.resolve("names.properties")).asContext();
        String url = "tcp://a:1,b:2?user=ann&password=p%26%20%C3%A4&clientId=trader&prefetch=5";
        service.bind("jms/cf", new ChasquiConnectionFactory(url));
        service.bind("jms/orders", new ChasquiQueue("orders ä=#"));
        service.bind("jms/prices", new ChasquiTopic("prices"));

        Context later = new FileContext(folder.resolve("names.properties")).asContext();
        Object factory = later.lookup("jms/cf");

        assertThat(factory).isInstanceOf(ChasquiConnectionFactory.class);
        assertThat(((Referenceable) factory).getReference())
                .isEqualTo(new ChasquiConnectionFactory(url).getReference());
        assertThat(later.lookup("jms/orders")).isEqualTo(new ChasquiQueue("orders ä=#"));
        assertThat(later.lookup("jms/prices")).isEqualTo(new ChasquiTopic("prices"));
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.jms.XAConnectionFactory",
        "jakarta.jms.XAQueueConnectionFactory",
        "jakarta.jms.XATopicConnectionFactory",
        "io.chasqui.jms.ChasquiXAConnectionFactory"
    })
    void makesFactoriesForGlobalTransactions(String type) throws NamingException {
        Object made = make(reference(type, Map.of("url", "tcp://a:1?prefetch=5")));

        assertThat(made).isInstanceOf(ChasquiXAConnectionFactory.class);
        assertThat(((Referenceable) made).getReference())
                .isEqualTo(new ChasquiXAConnectionFactory("tcp://a:1?prefetch=5").getReference());
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.jms.ConnectionFactory",
        "jakarta.jms.QueueConnectionFactory",
        "jakarta.jms.TopicConnectionFactory",
        "io.chasqui.jms.ChasquiConnectionFactory"
    })
    void makesFactoriesByAnyOfTheirTypes(String type) throws NamingException {
        Object made = make(reference(
                type, Map.of("url", "tcp://a:1?prefetch=5", "user", "ann", "password", "s", "heartbeatMillis", "7")));

        assertThat(made).isInstanceOf(ChasquiConnectionFactory.class);
        assertThat(made.toString())
                .contains("a", "prefetch=5", "heartbeatMillis=7")
                .doesNotContain("password");
    }

    @Test
    void makesDestinationsByTheirInterfaces() throws NamingException {
        assertThat(make(reference("jakarta.jms.Queue", Map.of("physicalName", "q"))))
                .isEqualTo(new ChasquiQueue("q"));
        assertThat(make(reference("jakarta.jms.Topic", Map.of("name", "t")))).isEqualTo(new ChasquiTopic("t"));
    }

    @Test
    void passesOverWhatServersAdd() throws NamingException {
        Reference fromServer = new Reference("jakarta.jms.Queue");
        fromServer.add(new StringRefAddr("factory", FACTORY));
        fromServer.add(new StringRefAddr("auth", "Container"));
        fromServer.add(new StringRefAddr("scope", "Shareable"));
        fromServer.add(new StringRefAddr("singleton", "true"));
        fromServer.add(new StringRefAddr("physicalName", "q"));

        assertThat(make(fromServer)).isEqualTo(new ChasquiQueue("q"));
    }

    @Test
    void leavesToOthersWhatIsTheirs() throws NamingException {
        assertThat(make("text")).isNull();
        assertThat(make(new Reference("jakarta.jms.Queue", "com.example.TheirFactory", null)))
                .isNull();
        assertThat(make(new Reference("jakarta.jms.Queue"))).isNull();
    }

    @Test
    void refusesToLoadCodeFromElsewhere() {
        Reference remote = new Reference("jakarta.jms.Queue", FACTORY, "http://localhost:1/evil.jar");
        remote.add(new StringRefAddr("physicalName", "q"));

        assertThatThrownBy(() -> make(remote))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("http://localhost:1/evil.jar")
                .hasMessageContaining("refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    javax.sql.DataSource           | url          | tcp://a:1 | Expected is one of jakarta.jms.ConnectionFactory
                    jakarta.jms.ConnectionFactory  | user         | ann       | needs the property 'url'
                    jakarta.jms.ConnectionFactory  | url          | ldap:x    | A connection URL is
                    jakarta.jms.Queue              | url          | tcp://a:1 | exactly one property, 'physicalName'
                    jakarta.jms.Queue              | physicalName | ''        | 1 to 1024 characters
                    """)
    void saysWhatIsWrong(String type, String property, String value, String text) {
        assertThatThrownBy(() -> new ChasquiObjectFactory()
                        .getObjectInstance(
                                reference(type, Map.of(property, value)), new CompositeName("jms/x"), null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("jms/x: ")
                .hasMessageContaining(text);
    }

    @Test
    void saysWhichPropertyIsUnknown() {
        assertThatThrownBy(() -> make(reference(
                        "jakarta.jms.ConnectionFactory",
                        Map.of("url", "tcp://a:1", "password", "secret", "clientID", "x"))))
                .hasMessageContaining("The option clientID")
                .hasMessageContaining("Known options: clientId")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> make(reference("jakarta.jms.Topic", Map.of("physicalName", "t", "name", "u"))))
                .hasMessageContaining("exactly one property");
    }

    @Test
    void refusesPropertiesThatAreNoTexts() {
        Reference binary = new Reference("jakarta.jms.Queue", FACTORY, null);
        binary.add(new BinaryRefAddr("physicalName", new byte[] {1}));
        Reference twice = reference("jakarta.jms.Queue", Map.of("physicalName", "q"));
        twice.add(new StringRefAddr("physicalName", "r"));

        assertThatThrownBy(() -> make(binary))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be a text");
        assertThatThrownBy(() -> make(twice)).hasMessageContaining("stands twice");
    }
}
