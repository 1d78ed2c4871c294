package io.chasqui.broker.selector;

/** Two values and one of the six comparison operators. */
record Comparison(ComparisonOperator operator, Expression left, Expression right) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        return operator.apply(left.value(source), right.value(source));
    }
}
