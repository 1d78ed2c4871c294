package io.chasqui.jms.client;

import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer reads.
 *
 * @param kind queue, topic, a kind of named subscription, or a browser
 * @param destination where from
 * @param subscription name of a durable or shared subscription, otherwise null
 * @param selector message selector, or null for all messages
 * @param noLocal whether messages of the same connection are left out
 */
record ConsumerSpec(
        ConsumerKind kind,
        Destination destination,
        @Nullable String subscription,
        @Nullable String selector,
        boolean noLocal) {
    ConsumerSpec {
        selector = selector == null || selector.isBlank() ? null : selector;
    }

    /** Whether it only looks: what it gets is neither held nor acknowledged. */
    boolean browses() {
        return kind == ConsumerKind.BROWSER;
    }
}
