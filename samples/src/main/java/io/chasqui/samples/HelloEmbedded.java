package io.chasqui.samples;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;

/** Sends and receives one message with the broker inside this JVM; its data is under {@code ./chasqui-data}. */
public final class HelloEmbedded {
    /**
     * Prints the greeting that went through the broker.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (JMSContext jms = new ChasquiConnectionFactory().createContext()) {
            jms.createProducer().send(jms.createQueue("hello"), "Hello, Chasqui!");
            System.out.println(jms.createConsumer(jms.createQueue("hello")).receiveBody(String.class));
        }
    }
}
