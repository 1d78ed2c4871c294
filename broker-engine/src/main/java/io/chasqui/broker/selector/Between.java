package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/**
 * {@code value [NOT] BETWEEN low AND high}: the same as {@code value >= low AND value <= high}, negated as {@code value <
 * low OR value > high} (§3.8.1.1), which is false, too, when the value is no number.
 */
record Between(Expression operand, Expression low, Expression high, boolean negated) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        Object value = operand.value(source);
        Object lowest = low.value(source);
        Object highest = high.value(source);
        return negated ? outside(value, lowest, highest) : inside(value, lowest, highest);
    }

    private static Truth inside(@Nullable Object value, @Nullable Object lowest, @Nullable Object highest) {
        Truth notBelow = ComparisonOperator.GREATER_OR_EQUAL.apply(value, lowest);
        return notBelow.and(ComparisonOperator.LESS_OR_EQUAL.apply(value, highest));
    }

    private static Truth outside(@Nullable Object value, @Nullable Object lowest, @Nullable Object highest) {
        Truth below = ComparisonOperator.LESS.apply(value, lowest);
        return below.or(ComparisonOperator.GREATER.apply(value, highest));
    }
}
