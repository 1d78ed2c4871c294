package io.chasqui.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that Arquillian deploys finds the broker under its names, and nothing else tells it where it is. */
@ExtendWith(ArquillianExtension.class)
class DeployedTest {
    @Deployment
    static JavaArchive archive() {
        return ShrinkWrap.create(JavaArchive.class).addClass(DeployedTest.class);
    }

    @Test
    void sendsAndReceivesByNamesOfTheTck() throws NamingException {
        ConnectionFactory factory = find("MyConnectionFactory", ConnectionFactory.class);
        Queue queue = find("MY_QUEUE", Queue.class);

        try (JMSContext context = factory.createContext("j2ee", "j2ee");
                JMSConsumer consumer = context.createConsumer(queue)) {
            context.createProducer().send(queue, "hello");

            assertThat(consumer.receiveBody(String.class, 10_000)).isEqualTo("hello");
        }
    }

    @Test
    void findsTheNamesOfTheConfiguration() throws Exception {
        assertThat(find("orders", Queue.class).getQueueName()).isEqualTo("ORDERS");
        try (JMSContext context = find("orderClient", ConnectionFactory.class).createContext()) {
            assertThat(context.getClientID()).isEqualTo("order-client");
        }
    }

    @Test
    void meetsTheUsersOfTheBroker() throws NamingException {
        ConnectionFactory factory = find("MyConnectionFactory", ConnectionFactory.class);

        assertThatThrownBy(() -> factory.createContext("invalid", "invalid"))
                .isInstanceOf(JMSSecurityRuntimeException.class);
    }

    private static <T> T find(String name, Class<T> type) throws NamingException {
        return type.cast(new InitialContext().lookup(name));
    }
}
