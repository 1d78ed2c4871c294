package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/**
 * A node of a parsed selector. Nodes are immutable and already checked: evaluation never throws, whatever types the
 * message brings.
 */
sealed interface Expression permits Condition, Identifier, Literal, Arithmetic, Sign {

    /** The type as far as the text tells it. */
    ValueType type();

    /**
     * The value for one message.
     *
     * @return a value of a type named at {@link PropertySource#value}, null for NULL, or {@link Incomparable#VALUE}
     */
    @Nullable
    Object value(PropertySource source);
}
