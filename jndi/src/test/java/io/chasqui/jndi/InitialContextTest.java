package io.chasqui.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import java.util.Collections;
import java.util.Hashtable;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("BanJNDI") // looking names up is what is tested here, and nothing is deserialized
class InitialContextTest {
    private static Context context(String url) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ChasquiInitialContextFactory.class.getName());
        environment.put(Context.PROVIDER_URL, url);
        return new InitialContext(environment);
    }

    @Test
    void findsTheConnectionFactory() throws NamingException {
        Object factory = context("tcp://localhost:1").lookup("ConnectionFactory");

        assertThat(factory)
                .isInstanceOf(ConnectionFactory.class)
                .isInstanceOf(QueueConnectionFactory.class)
                .isInstanceOf(TopicConnectionFactory.class);
        assertThat(factory.toString()).contains("localhost:1");
    }

    @Test
    void makesDestinationsByName() throws NamingException {
        Context context = context("tcp://localhost:1");

        assertThat(context.lookup("dynamicQueues/orders/new")).isEqualTo(new ChasquiQueue("orders/new"));
        assertThat(context.lookup("dynamicTopics/news")).isEqualTo(new ChasquiTopic("news"));
        assertThat(context.lookup(new CompositeName("dynamicQueues/a.b"))).isEqualTo(new ChasquiQueue("a.b"));
        assertThatThrownBy(() -> context.lookup("dynamicQueues/")).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void saysWhatItKnows() throws NamingException {
        Context context = context("tcp://localhost:1");

        assertThatThrownBy(() -> context.lookup("Nothing"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("ConnectionFactory");
        assertThat(Collections.list(context.list("")))
                .extracting(NameClassPair::getName)
                .containsExactly("ConnectionFactory");
        assertThat(Collections.list(context.listBindings(""))).hasSize(1);
    }

    @Test
    void refusesABadUrl() {
        assertThatThrownBy(() -> context("http://localhost"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.naming.provider.url")
                .hasMessageContaining("vm:NAME");
    }

    @Test
    void cannotBeChanged() throws NamingException {
        Context context = context("tcp://localhost:1");

        assertThatThrownBy(() -> context.bind("a", "b")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.unbind("ConnectionFactory"))
                .isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.createSubcontext("a")).isInstanceOf(OperationNotSupportedException.class);
    }
}
