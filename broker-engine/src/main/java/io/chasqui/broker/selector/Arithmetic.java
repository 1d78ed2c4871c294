package io.chasqui.broker.selector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators of one precedence, applied from left to right. A flat list, so that the depth of the tree depends on nesting
 * only and not on the length of the text.
 */
record Arithmetic(Expression first, List<Step> steps) implements Expression {

    Arithmetic {
        steps = List.copyOf(steps);
    }

    /** An operator and the operand to its right. */
    record Step(ArithmeticOperator operator, Expression operand) {}

    @Override
    public ValueType type() {
        return ValueType.NUMBER;
    }

    @Override
    public @Nullable Object value(PropertySource source) {
        Object result = first.value(source);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            result = step.operator().apply(result, step.operand().value(source));
        }
        return result;
    }
}
