package io.chasqui.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets about redelivery, dead letters and expiry. */
class RedeliveryGuideTest {
    private static final long LONG_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private final ConnectionFactory factory = new ChasquiConnectionFactory("vm:orders");
    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        // tag::policies[]
        DestinationPolicy patient = DestinationPolicy.DEFAULT
                .withMaxDeliveries(5)
                .withBackOff(new RedeliveryBackOff(1_000, 3, 600_000)); // at once, then 1 s, 3 s, 9 s
        DestinationPolicy punctual = DestinationPolicy.DEFAULT
                .withMaxDeliveries(2)
                .withDeadLetterQueue("failed")
                .withExpiryQueue("expired.{name}");
        DestinationPolicies policies = new DestinationPolicies(Map.of(
                DestinationPattern.parse("queue.orders.#"), patient,
                DestinationPattern.parse("queue.orders.express"), punctual));
        Broker broker = Broker.start(BrokerOptions.embedded("orders", directory).withPolicies(policies));
        // end::policies[]
        this.broker = broker;
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void sendsDeadLettersBack() throws JMSException {
        Queue express;
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            express = context.createQueue("orders.express");
            context.createProducer().send(express, "espresso");
            context.commit();
            JMSConsumer consumer = context.createConsumer(express);
            for (int i = 0; i < 2; i++) {
                assertThat(consumer.receive(LONG_MILLIS)).isNotNull();
                context.rollback();
            }
        }

        // tag::sendBack[]
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer failed = context.createConsumer(
                    context.createQueue("failed"), "JMS_Chasqui_Origin = 'queue orders.express'");
            JMSProducer producer = context.createProducer();
            for (Message letter = failed.receive(1_000); letter != null; letter = failed.receive(1_000)) {
                producer.send(context.createQueue("orders.express"), letter);
                context.commit();
            }
        }
        // end::sendBack[]

        try (JMSContext context = factory.createContext()) {
            Message again = context.createConsumer(express).receive(LONG_MILLIS);
            assertThat(again.getBody(String.class)).isEqualTo("espresso");
            assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
            assertThat(again.propertyExists("JMS_Chasqui_Reason")).isFalse();
        }
    }

    @Test
    void setsExpiredMessagesAside() throws JMSException {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().setTimeToLive(1).send(context.createQueue("orders.express"), "late");

            Message expired = context.createConsumer(context.createQueue("expired.orders.express"))
                    .receive(LONG_MILLIS);

            assertThat(expired.getBody(String.class)).isEqualTo("late");
            assertThat(expired.getStringProperty("JMS_Chasqui_Reason")).isEqualTo("EXPIRED");
        }
    }
}
