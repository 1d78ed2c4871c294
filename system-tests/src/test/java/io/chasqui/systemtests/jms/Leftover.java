package io.chasqui.systemtests.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/** What another client finds in a queue; it is consumed by that. */
final class Leftover {
    private Leftover() {}

    /** All messages, as {@link Inbox#presentations} shows them. */
    static List<String> in(Stage stage, Destination queue) throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            List<Message> messages = new ArrayList<>();
            Message message = inbox.consumer().receiveNoWait();
            while (message != null) {
                messages.add(message);
                message = inbox.consumer().receiveNoWait();
            }
            return Inbox.presentations(messages);
        }
    }
}
