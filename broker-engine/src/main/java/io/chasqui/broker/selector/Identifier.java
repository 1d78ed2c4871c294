package io.chasqui.broker.selector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reference to a property or header field. */
record Identifier(String name) implements Expression {

    private static final Set<String> HEADER_FIELDS =
            Set.of("JMSDeliveryMode", "JMSPriority", "JMSMessageID", "JMSTimestamp", "JMSCorrelationID", "JMSType");

    /**
     * Whether a selector may use the name: of the names beginning with JMS only six header fields, JMSX and JMS_
     * properties (§3.8.1.1).
     */
    static boolean isAllowed(String name) {
        return !name.startsWith("JMS")
                || name.startsWith("JMSX")
                || name.startsWith("JMS_")
                || HEADER_FIELDS.contains(name);
    }

    @Override
    public ValueType type() {
        return ValueType.ANY;
    }

    @Override
    public @Nullable Object value(PropertySource source) {
        return source.value(name);
    }
}
