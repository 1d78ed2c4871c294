package io.chasqui.samples.spring.orders;

import org.springframework.jms.annotation.JmsListener;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/**
 * Ships what was ordered. Order and notice are one local transaction: when {@code ship} throws, there is no notice and
 * the order comes again.
 */
// tag::warehouse[]
@Component
final class Warehouse {
    @JmsListener(destination = "orders", concurrency = "1-2")
    @SendTo("shipments")
    String ship(String article) {
        return "shipped " + article;
    }
}
// end::warehouse[]
