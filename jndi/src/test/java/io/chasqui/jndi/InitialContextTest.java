package io.chasqui.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import io.chasqui.testkit.Assertion;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("BanJNDI") // looking names up is what is tested here, and nothing is deserialized
class InitialContextTest {
    private static final String URL = "tcp://localhost:1";

    private static Context context(Map<String, ?> names) throws NamingException {
        Hashtable<String, Object> environment = new Hashtable<>(names);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ChasquiInitialContextFactory.class.getName());
        environment.putIfAbsent(Context.PROVIDER_URL, URL);
        return new InitialContext(environment);
    }

    @Test
    void findsTheConnectionFactory() throws NamingException {
        Object factory = context(Map.of()).lookup("ConnectionFactory");

        assertThat(factory)
                .isInstanceOf(ConnectionFactory.class)
                .isInstanceOf(QueueConnectionFactory.class)
                .isInstanceOf(TopicConnectionFactory.class);
        assertThat(factory.toString()).contains("localhost:1");
    }

    @Test
    void meansTheEmbeddedBrokerWithoutAUrl() throws NamingException {
        Hashtable<String, Object> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ChasquiInitialContextFactory.class.getName());

        assertThat(new InitialContext(environment).lookup("ConnectionFactory").toString())
                .contains("vm", "chasqui");
    }

    @Test
    void makesDestinationsByName() throws NamingException {
        Context context = context(Map.of());

        assertThat(context.lookup("dynamicQueues/orders/new")).isEqualTo(new ChasquiQueue("orders/new"));
        assertThat(context.lookup("dynamicTopics/news")).isEqualTo(new ChasquiTopic("news"));
        assertThat(context.lookup(new CompositeName("dynamicQueues/a.b"))).isEqualTo(new ChasquiQueue("a.b"));
        assertThat(((Context) context.lookup("dynamicQueues")).lookup("a//b")).isEqualTo(new ChasquiQueue("a//b"));
        assertThatThrownBy(() -> context.lookup("dynamicQueues/" + "x".repeat(1025)))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("1 to 1024 characters");
    }

    @Test
    void findsConfiguredNames() throws NamingException {
        Context context = context(Map.of(
                "queue.MY_QUEUE", "orders",
                "queue.jms/shop/orders", "shop.orders",
                "topic.jms/shop/prices", " shop.prices ",
                "topic.java:comp/env/news", "news"));

        assertThat(context.lookup("MY_QUEUE")).isEqualTo(new ChasquiQueue("orders"));
        assertThat(context.lookup("jms/shop/orders")).isEqualTo(new ChasquiQueue("shop.orders"));
        assertThat(context.lookup(new CompositeName("jms/shop/prices"))).isEqualTo(new ChasquiTopic("shop.prices"));
        assertThat(context.lookup("java:comp/env/news")).isEqualTo(new ChasquiTopic("news"));
    }

    @Test
    void appliesOptionsToTheProvidersUrl() throws NamingException {
        Context context = context(Map.of(
                Context.PROVIDER_URL,
                "tcp://localhost:1?prefetch=5&user=ann&password=a%26b",
                "connectionFactory.Plain",
                "",
                "connectionFactory.Durable",
                "?clientId=cts&prefetch=7",
                "connectionFactory.Elsewhere",
                "tcp://elsewhere:2",
                "connectionFactory.ConnectionFactory",
                "tcp://first:3"));

        assertThat(reference(context, "Plain"))
                .isEqualTo(Map.of("url", "tcp://localhost:1?prefetch=5", "user", "ann", "password", "a&b"));
        assertThat(reference(context, "Durable"))
                .containsEntry("clientId", "cts")
                .containsEntry("url", "tcp://localhost:1?prefetch=7")
                .containsEntry("password", "a&b");
        assertThat(reference(context, "Elsewhere")).isEqualTo(Map.of("url", "tcp://elsewhere:2"));
        assertThat(reference(context, "ConnectionFactory")).isEqualTo(Map.of("url", "tcp://first:3"));
    }

    private static Map<String, Object> reference(Context context, String name) throws NamingException {
        Map<String, Object> texts = new TreeMap<>();
        Collections.list(((Referenceable) context.lookup(name)).getReference().getAll())
                .forEach(each -> texts.put(each.getType(), each.getContent()));
        return texts;
    }

    @Test
    void givesTheSameFactoryEachTimeSoThatLinksAreShared() throws NamingException {
        Context context = context(Map.of("connectionFactory.a", ""));

        assertThat(context.lookup("a")).isSameAs(context.lookup("a"));
    }

    @Test
    @Assertion("JMS:SPEC:191")
    void connectsToNothing() throws NamingException, IOException {
        try (ServerSocketChannel broker = ServerSocketChannel.open()) {
            broker.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            String url = "tcp://localhost:" + broker.socket().getLocalPort();
            Context context = context(Map.of(Context.PROVIDER_URL, url, "connectionFactory.a", url, "queue.b", "b"));
            Reference stored = ((ChasquiConnectionFactory) context.lookup("a")).getReference();

            assertThat(context.lookup("ConnectionFactory")).isNotNull();
            assertThat(context.lookup("b")).isNotNull();
            assertThat(new ChasquiObjectFactory().getObjectInstance(stored, null, null, null))
                    .isNotNull();

            assertThat(broker.accept()).isNull();
        }
    }

    @Test
    void saysWhatIsNearby() throws NamingException {
        Context context = context(Map.of("queue.jms/Orders", "o", "topic.jms/prices", "p"));

        assertThatThrownBy(() -> context.lookup("Nothing"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("'Nothing'")
                .hasMessageContaining("ConnectionFactory, dynamicQueues/, dynamicTopics/, jms/");
        assertThatThrownBy(() -> context.lookup("jms/orders"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("'jms/orders'")
                .hasMessageContaining("there are: Orders, prices.");
        assertThatThrownBy(() -> context.lookup("jms/Orders/new"))
                .isInstanceOf(NotContextException.class)
                .hasMessageContaining("before 'new' stands queue o");
    }

    @Test
    void listsSubContexts() throws NamingException {
        Context context = context(Map.of("queue.jms/orders", "o", "topic.jms/prices", "p"));
        Context inner = (Context) context.lookup("jms");

        assertThat(Collections.list(context.list("")))
                .extracting(NameClassPair::getName)
                .containsExactly("ConnectionFactory", "dynamicQueues", "dynamicTopics", "jms");
        assertThat(Collections.list(context.listBindings("jms")))
                .extracting(Binding::getObject)
                .containsExactly(new ChasquiQueue("o"), new ChasquiTopic("p"));
        assertThat(Collections.list(inner.list("")))
                .extracting(NameClassPair::getClassName)
                .containsExactly(ChasquiQueue.class.getName(), ChasquiTopic.class.getName());
        assertThat(inner.getNameInNamespace()).isEqualTo("jms");
        assertThat(inner.lookup("orders")).isEqualTo(new ChasquiQueue("o"));
        assertThat(Collections.list(context.list("dynamicQueues"))).isEmpty();
        assertThatThrownBy(() -> context.list("ConnectionFactory")).isInstanceOf(NotContextException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.naming.provider.url       | http://localhost    | vm:NAME
                    queue.                         | orders              | at least one character
                    queue.a//b                     | orders              | at least one character
                    queue.a                        | ''                  | 1 to 1024 characters
                    queue.dynamicQueues            | orders              | is taken already, by a context of all destinations
                    queue.dynamicQueues/a          | orders              | no name can be put below it
                    connectionFactory.a            | ?clientID=x         | Known options: clientId
                    connectionFactory.a            | clientId=x          | A connection URL is
                    connectionFactory.a            | ldap://h:1/x        | A connection URL is
                    Queue.a                        | orders              | Expected is 'queue.a'
                    topics.a                       | orders              | Expected is 'topic.a'
                    connectionfactory.a            | vm:a                | Expected is 'connectionFactory.a'
                    """)
    void refusesBadInput(String key, String value, String text) {
        assertThatThrownBy(() -> context(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(text);
    }

    @Test
    void refusesTwoThingsInOnePlace() {
        assertThatThrownBy(() -> context(Map.of("queue.a", "one", "topic.a", "two")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic.a: 'a' is taken already, by queue one.");
        assertThatThrownBy(() -> context(Map.of("queue.a", "one", "queue.a/b", "two")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'a' is queue one");
        assertThatThrownBy(() -> context(Map.of("queue.a", 7)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queue.a: A text is expected but an object of java.lang.Integer");
    }

    @Test
    void leavesKeysOfOthersAlone() throws NamingException {
        Context context = context(Map.of("com.sun.jndi.ldap.object.trustURLCodebase", "false", "some", 3));

        assertThat(context.getEnvironment().get("some")).isEqualTo(3);
    }

    @Test
    void hidesPasswordsInItsMessages() {
        assertThatThrownBy(() -> context(Map.of("connectionFactory.a", "tcp://h:1?user=u&password=secret&x=1")))
                .hasMessageContaining("password=***")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://localhost:1/x", "rmi://localhost/x", "dns:x", "java:comp/env/x", "iiop:x"})
    void takesWhatLooksLikeAUrlForAName(String name) throws NamingException {
        Context direct = new ChasquiInitialContextFactory().getInitialContext(new Hashtable<>());

        assertThatThrownBy(() -> direct.lookup(name)).isInstanceOf(NameNotFoundException.class);
        assertThat(direct.lookup("dynamicQueues/" + name)).isEqualTo(new ChasquiQueue(name));
    }

    @Test
    void cannotBeChanged() throws NamingException {
        Context context = context(Map.of());

        assertThatThrownBy(() -> context.bind("a", "b"))
                .isInstanceOf(OperationNotSupportedException.class)
                .hasMessageContaining("read-only")
                .hasMessageContaining("queue.NAME");
        assertThatThrownBy(() -> context.rebind(new CompositeName("a"), "b"))
                .isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.unbind("ConnectionFactory"))
                .isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.rename("a", "b")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.createSubcontext("a")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.destroySubcontext("a")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.addToEnvironment("queue.a", "b"))
                .isInstanceOf(OperationNotSupportedException.class)
                .hasMessageContaining("queue.a");
        assertThatThrownBy(() -> context.removeFromEnvironment(Context.PROVIDER_URL))
                .isInstanceOf(OperationNotSupportedException.class);
    }

    @Test
    void keepsOtherKeysOfItsEnvironment() throws NamingException {
        Context context = context(Map.of());

        assertThat(context.addToEnvironment("mine", "1")).isNull();
        assertThat(context.removeFromEnvironment("mine")).isEqualTo("1");
    }

    @Test
    void composesNames() throws NamingException {
        Context context = new ChasquiInitialContextFactory().getInitialContext(new Hashtable<>());

        assertThat(context.composeName("b", "a")).isEqualTo("a/b");
        assertThat(context.composeName("b", "")).isEqualTo("b");
        assertThat(context.composeName("", "a")).isEqualTo("a");
        assertThat(context.getNameParser("").parse("a/b").size()).isEqualTo(2);
    }
}
