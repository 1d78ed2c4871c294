package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/** Unary plus or minus on something that is only known with the message. */
record Sign(boolean negative, Expression operand) implements Expression {

    /** Applies the sign at once to a literal, so that {@code -5} is a literal too. */
    static Expression of(boolean negative, Expression operand) {
        if (operand instanceof Literal literal && literal.constant() instanceof Number number) {
            return negative ? new Literal(Promotion.negative(number)) : literal;
        }
        return new Sign(negative, operand);
    }

    @Override
    public ValueType type() {
        return ValueType.NUMBER;
    }

    @Override
    public @Nullable Object value(PropertySource source) {
        Object value = operand.value(source);
        if (value == null) {
            return null;
        }
        if (!Promotion.isNumber(value)) {
            return Incomparable.VALUE;
        }
        return negative ? Promotion.negative((Number) value) : value;
    }
}
