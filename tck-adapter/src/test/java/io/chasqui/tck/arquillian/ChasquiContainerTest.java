package io.chasqui.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without Arquillian around it: the container starts and stops a broker and its names, as often as it is told to. */
class ChasquiContainerTest {
    @TempDir
    private Path folder;

    @Test
    void keepsMessagesInTheFolderItIsGiven() throws Exception {
        ChasquiContainer container = container("kept");
        container.start();
        try (JMSContext context = context()) {
            context.createProducer().send(context.createQueue("kept"), "still there");
        }
        container.stop();

        container.start();
        try (JMSContext context = context()) {
            assertThat(context.createConsumer(context.createQueue("kept")).receiveBody(String.class, 10_000))
                    .isEqualTo("still there");
        }
        container.stop();
    }

    @Test
    void bindsNothingBeforeItStartsAndAfterItHasStopped() throws LifecycleException {
        ChasquiContainer container = container("unbound");
        container.start();
        container.stop();

        assertThatThrownBy(ChasquiContainerTest::context).isInstanceOf(NamingException.class);
    }

    @Test
    void refusesAConfigurationItDoesNotUnderstand() {
        ChasquiContainerConfiguration configuration = new ChasquiContainerConfiguration();
        configuration.setTransport("udp");

        assertThatThrownBy(configuration::validate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("vm or tcp");
        configuration.setTransport("tcp");
        configuration.setNames("queue.orders");
        assertThatThrownBy(configuration::validate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'queue.orders'");
    }

    private ChasquiContainer container(String name) {
        ChasquiContainerConfiguration configuration = new ChasquiContainerConfiguration();
        configuration.setBrokerName(name);
        configuration.setDataDirectory(folder.resolve(name).toString());
        configuration.setTransport("tcp");
        configuration.validate();
        ChasquiContainer container = new ChasquiContainer();
        container.setup(configuration);
        return container;
    }

    private static JMSContext context() throws NamingException {
        return ((ConnectionFactory) new InitialContext().lookup("MyConnectionFactory")).createContext();
    }
}
