package io.chasqui.samples.spring.orders;

import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Where orders come in. */
// tag::desk[]
@Component
final class OrderDesk {
    private final JmsTemplate template;

    OrderDesk(JmsTemplate template) {
        this.template = template;
    }

    /** Sends an order; when this returns, it is on the broker's disk. */
    void order(String article) {
        template.convertAndSend("orders", article);
    }
}
// end::desk[]
