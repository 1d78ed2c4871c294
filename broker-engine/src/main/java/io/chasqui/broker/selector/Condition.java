package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/** An expression that is true, false or unknown; the root of every selector is one. */
sealed interface Condition extends Expression
        permits Between, Comparison, Conjunction, Disjunction, Flag, Like, Membership, Negation, NullTest {

    /** Evaluates the condition for one message. */
    Truth truth(PropertySource source);

    @Override
    default ValueType type() {
        return ValueType.BOOLEAN;
    }

    @Override
    default @Nullable Object value(PropertySource source) {
        return truth(source).asValue();
    }
}
