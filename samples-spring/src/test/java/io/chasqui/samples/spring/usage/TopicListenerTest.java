package io.chasqui.samples.spring.usage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.jms.autoconfigure.DefaultJmsListenerContainerFactoryConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** {@code @JmsListener} on topics. */
class TopicListenerTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort();

    private static final List<String> NUMBERS =
            IntStream.range(0, 60).mapToObj(String::valueOf).toList();
    private static final String TOPICS = "spring.jms.pub-sub-domain=true";

    /** A plain subscriber. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Radio {
        private final Inbox inbox;

        Radio(Inbox inbox) {
            this.inbox = inbox;
        }

        @JmsListener(destination = "news")
        void first(String text) {
            inbox.add("first " + text);
        }

        @JmsListener(destination = "news")
        void second(String text) {
            inbox.add("second " + text);
        }
    }

    @Test
    void hearsWhatIsPublishedWhileItListens() throws InterruptedException {
        try (ConfigurableApplicationContext application =
                Boot.run(BROKER.url(), Pooling.CACHING, Radio.class, TOPICS)) {
            awaitSubscribers(application);

            application.getBean(JmsTemplate.class).convertAndSend("news", "rain");

            assertThat(application.getBean(Inbox.class).next(2)).containsExactlyInAnyOrder("first rain", "second rain");
        }
    }

    // tag::durable[]
    /** With spring.jms.client-id, spring.jms.pub-sub-domain and spring.jms.subscription-durable. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Ledger {
        private final Inbox inbox;

        Ledger(Inbox inbox) {
            this.inbox = inbox;
        }

        @JmsListener(destination = "bookings", subscription = "ledger")
        void book(String text) {
            inbox.add(text);
        }
    }
    // end::durable[]

    @Test
    void hearsWhatWasPublishedWhileItWasAway() throws InterruptedException {
        String[] durable = {TOPICS, "spring.jms.client-id=books", "spring.jms.subscription-durable=true"};
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Ledger.class, durable)) {
            awaitSubscribers(application);
            application.getBean(JmsTemplate.class).convertAndSend("bookings", "heard");
            assertThat(application.getBean(Inbox.class).next()).isEqualTo("heard");
        }
        try (ConfigurableApplicationContext application =
                Boot.run(BROKER.url(), Pooling.NONE, Boot.Base.class, TOPICS)) {
            application.getBean(JmsTemplate.class).convertAndSend("bookings", "missed");
        }

        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Ledger.class, durable)) {
            assertThat(application.getBean(Inbox.class).next()).isEqualTo("missed");
        }
    }

    // tag::shared[]
    /** Several sessions, possibly of several processes, share one durable subscription; no client identifier. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Clerks {
        private final Inbox inbox;

        Clerks(Inbox inbox) {
            this.inbox = inbox;
        }

        @Bean
        static DefaultJmsListenerContainerFactory shared(
                DefaultJmsListenerContainerFactoryConfigurer configurer, ConnectionFactory connectionFactory) {
            DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
            configurer.configure(factory, connectionFactory);
            factory.setPubSubDomain(true);
            factory.setSubscriptionDurable(true);
            factory.setSubscriptionShared(true);
            return factory;
        }

        @JmsListener(destination = "letters", subscription = "clerks", concurrency = "3", containerFactory = "shared")
        void file(String text) {
            inbox.add(text);
        }
    }
    // end::shared[]

    @Test
    void sharesADurableSubscriptionAmongApplications() throws InterruptedException {
        try (ConfigurableApplicationContext one = Boot.run(BROKER.url(), Pooling.CACHING, Clerks.class, TOPICS);
                ConfigurableApplicationContext other = Boot.run(BROKER.url(), Pooling.CACHING, Clerks.class, TOPICS)) {
            awaitSubscribers(one);
            awaitSubscribers(other);
            JmsTemplate template = one.getBean(JmsTemplate.class);

            NUMBERS.forEach(number -> template.convertAndSend("letters", number));

            Inbox first = one.getBean(Inbox.class);
            Inbox second = other.getBean(Inbox.class);
            Awaitility.await().until(() -> first.size() + second.size() >= NUMBERS.size());
            List<String> all = first.next(first.size());
            all.addAll(second.next(second.size()));
            assertThat(all).containsExactlyInAnyOrderElementsOf(NUMBERS);
        }
        try (ConfigurableApplicationContext application =
                Boot.run(BROKER.url(), Pooling.NONE, Boot.Base.class, TOPICS)) {
            application.getBean(JmsTemplate.class).convertAndSend("letters", "missed");
        }
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Clerks.class, TOPICS)) {
            assertThat(application.getBean(Inbox.class).next()).isEqualTo("missed");
        }
    }

    private static void awaitSubscribers(ConfigurableApplicationContext application) {
        application
                .getBean(JmsListenerEndpointRegistry.class)
                .getListenerContainers()
                .forEach(container -> {
                    DefaultMessageListenerContainer reading = (DefaultMessageListenerContainer) container;
                    Awaitility.await().until(reading::isRegisteredWithDestination);
                });
    }
}
