package io.chasqui.samples.spring.usage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.jms.autoconfigure.DefaultJmsListenerContainerFactoryConfigurer;
import org.springframework.boot.jms.autoconfigure.SimpleJmsListenerContainerFactoryConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.config.SimpleJmsListenerContainerFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.support.JmsHeaders;
import org.springframework.messaging.handler.annotation.Header;

/** {@code @JmsListener} on queues, with its kinds of containers and of local transactions. */
class ListenerTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort();

    private static final List<String> NUMBERS =
            IntStream.range(0, 200).mapToObj(String::valueOf).toList();

    /** Many sessions on one queue. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Busy {
        private final Inbox inbox;

        Busy(Inbox inbox) {
            this.inbox = inbox;
        }

        @JmsListener(destination = "busy", concurrency = "2-4")
        void take(String text) {
            inbox.add(text);
        }
    }

    @Test
    void sharesMessagesAmongItsSessions() throws InterruptedException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.CACHING, Busy.class)) {
            JmsTemplate template = application.getBean(JmsTemplate.class);

            NUMBERS.forEach(number -> template.convertAndSend("busy", number));

            assertThat(application.getBean(Inbox.class).next(NUMBERS.size()))
                    .containsExactlyInAnyOrderElementsOf(NUMBERS);
        }
        assertThat(BROKER.waiting("busy")).isZero();
    }

    @Test
    void readsInOrderWithOneSession() throws InterruptedException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Ordered.class)) {
            JmsTemplate template = application.getBean(JmsTemplate.class);

            NUMBERS.forEach(number -> template.convertAndSend("ordered", number));

            assertThat(application.getBean(Inbox.class).next(NUMBERS.size())).containsExactlyElementsOf(NUMBERS);
        }
    }

    /** A container that lets the provider call it. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Ordered {
        private final Inbox inbox;

        Ordered(Inbox inbox) {
            this.inbox = inbox;
        }

        @Bean
        static SimpleJmsListenerContainerFactory simple(
                SimpleJmsListenerContainerFactoryConfigurer configurer, ConnectionFactory connectionFactory) {
            SimpleJmsListenerContainerFactory factory = new SimpleJmsListenerContainerFactory();
            configurer.configure(factory, connectionFactory);
            return factory;
        }

        @JmsListener(destination = "ordered", containerFactory = "simple")
        void take(String text) {
            inbox.add(text);
        }
    }

    /** Forwards each order in the session that it came with, and fails with the first delivery of each. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Forwarding {
        private final Inbox inbox;

        Forwarding(Inbox inbox) {
            this.inbox = inbox;
        }

        @JmsListener(destination = "forwarding")
        void take(String text, Session session, @Header(JmsHeaders.REDELIVERED) boolean redelivered)
                throws JMSException {
            try (MessageProducer producer = session.createProducer(session.createQueue("forwarded"))) {
                producer.send(session.createTextMessage(text + ", redelivered: " + redelivered));
            }
            if (!redelivered) {
                throw new IllegalArgumentException("not the first time");
            }
        }

        @JmsListener(destination = "forwarded")
        void arrived(String text) {
            inbox.add(text);
        }
    }

    @Test
    void takesBackWhatItSentWhenItThrows() throws InterruptedException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Forwarding.class)) {
            JmsTemplate template = application.getBean(JmsTemplate.class);

            template.convertAndSend("forwarding", "one");
            template.convertAndSend("forwarding", "two");

            assertThat(application.getBean(Inbox.class).next(2))
                    .containsExactlyInAnyOrder("one, redelivered: true", "two, redelivered: true");
        }
        assertThat(BROKER.waiting("forwarding")).isZero();
        assertThat(BROKER.waiting("forwarded")).isZero();
    }

    // tag::manager[]
    /** Template and listener work in one transaction, as both use the same factory. */
    @Configuration(proxyBeanMethods = false)
    static final class ManagedTransactions {
        @Bean
        JmsTransactionManager transactionManager(ConnectionFactory connectionFactory) {
            return new JmsTransactionManager(connectionFactory);
        }

        @Bean
        DefaultJmsListenerContainerFactory managed(
                DefaultJmsListenerContainerFactoryConfigurer configurer,
                ConnectionFactory connectionFactory,
                JmsTransactionManager transactionManager) {
            DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
            configurer.configure(factory, connectionFactory);
            factory.setTransactionManager(transactionManager);
            return factory;
        }
    }
    // end::manager[]

    /** Sends with the template, and fails with the first delivery. */
    @Configuration(proxyBeanMethods = false)
    @Import({Inbox.class, ManagedTransactions.class})
    static final class Managed {
        private final Inbox inbox;
        private final JmsTemplate template;

        Managed(Inbox inbox, JmsTemplate template) {
            this.inbox = inbox;
            this.template = template;
        }

        @JmsListener(destination = "managed", containerFactory = "managed")
        void take(String text, @Header(JmsHeaders.REDELIVERED) boolean redelivered) {
            template.convertAndSend("managed-replies", text + ", redelivered: " + redelivered);
            if (!redelivered) {
                throw new IllegalArgumentException("not the first time");
            }
        }

        @JmsListener(destination = "managed-replies", containerFactory = "managed")
        void arrived(String text) {
            inbox.add(text);
        }
    }

    @Test
    void bindsTheTemplateToTheTransactionManagersTransaction() throws InterruptedException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Managed.class)) {
            application.getBean(JmsTemplate.class).convertAndSend("managed", "one");
            application.getBean(JmsTemplate.class).convertAndSend("managed", "two");

            assertThat(application.getBean(Inbox.class).next(2))
                    .containsExactlyInAnyOrder("one, redelivered: true", "two, redelivered: true");
        }
        assertThat(BROKER.waiting("managed")).isZero();
        assertThat(BROKER.waiting("managed-replies")).isZero();
    }
}
