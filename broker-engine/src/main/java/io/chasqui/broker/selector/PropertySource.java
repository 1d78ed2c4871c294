package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/**
 * What a selector sees of a message: the values of its properties and of the header fields a selector may name.
 *
 * <p>It exists so that the engine can answer from an encoded message, reading only what is asked for. A source is asked
 * at most once per occurrence of an identifier, in the order of evaluation, and not at all for parts that short-circuit.
 */
@FunctionalInterface
public interface PropertySource {

    /**
     * The value of a property or header field, in the type it was set with: none of the conversions of the {@code
     * get…Property} methods apply (§3.8.1.1).
     *
     * <p>{@code JMSDeliveryMode} is the string {@code PERSISTENT} or {@code NON_PERSISTENT} (§3.8.1.3); {@code
     * JMSPriority} an Integer; {@code JMSTimestamp} a Long in milliseconds; {@code JMSMessageID}, {@code
     * JMSCorrelationID} and {@code JMSType} are strings or null. Names beginning with {@code JMSX} or {@code JMS_} are
     * properties.
     *
     * @param identifier the name as written in the selector; case matters
     * @return a Boolean, Byte, Short, Integer, Long, Float, Double or String; null when the message has no such value.
     *     A value of any other type compares false with everything
     */
    @Nullable
    Object value(String identifier);
}
