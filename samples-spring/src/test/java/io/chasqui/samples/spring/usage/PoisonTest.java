package io.chasqui.samples.spring.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;

/** A listener that fails with one message for ever. */
class PoisonTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort(new DestinationPolicies(Map.of(
            DestinationPattern.parse("queue.food"),
            DestinationPolicy.DEFAULT.withBackOff(new RedeliveryBackOff(20, 2, 200)))));

    /** Cannot stand poison. */
    @Configuration(proxyBeanMethods = false)
    @Import(Inbox.class)
    static final class Taster {
        private final AtomicInteger failures = new AtomicInteger();
        private final Inbox inbox;

        Taster(Inbox inbox) {
            this.inbox = inbox;
        }

        @JmsListener(destination = "food")
        void taste(String text) {
            if (text.equals("poison")) {
                failures.incrementAndGet();
                throw new IllegalArgumentException("not edible");
            }
            inbox.add(text);
        }
    }

    @Test
    void endsInTheDeadLetterQueueWhileOthersAreProcessed() throws InterruptedException, JMSException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.CACHING, Taster.class)) {
            JmsTemplate template = application.getBean(JmsTemplate.class);
            template.setReceiveTimeout(20_000);
            template.convertAndSend("food", "bread");
            template.convertAndSend("food", "poison");
            template.convertAndSend("food", "wine");

            assertThat(application.getBean(Inbox.class).next(2)).containsExactlyInAnyOrder("bread", "wine");
            Message dead = template.receive("DLQ.food");

            assertThat(dead).isNotNull();
            assertThat(dead.getBody(String.class)).isEqualTo("poison");
            assertThat(dead.getStringProperty("JMS_Chasqui_Reason")).isEqualTo("DELIVERIES_EXHAUSTED");
            assertThat(dead.getIntProperty("JMS_Chasqui_DeliveryCount")).isEqualTo(10);
            assertThat(application.getBean(Taster.class).failures).hasValue(10);
            assertThat(BROKER.waiting("food")).isZero();
        }
    }
}
