package io.chasqui.samples.guide;

// tag::imports[]
import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
// end::imports[]

/** The first program of the user guide: a broker in this JVM, with its data under {@code ./chasqui-data}. */
public final class Greetings {
    /**
     * Prints the greeting that went through the broker.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        // tag::embedded[]

        var factory = new ChasquiConnectionFactory(); // this JVM's broker, ./chasqui-data
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("greetings");
            context.createProducer().send(queue, "Hello"); // returns when it is on the disk
            String text = context.createConsumer(queue).receiveBody(String.class);
            System.out.println(text);
        }
        // end::embedded[]
    }
}
