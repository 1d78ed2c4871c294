package io.chasqui.broker.selector;

/** A constant: a String, Boolean, Long, Float or Double. */
record Literal(Object constant) implements Expression {

    @Override
    public ValueType type() {
        if (constant instanceof String) {
            return ValueType.STRING;
        }
        return constant instanceof Boolean ? ValueType.BOOLEAN : ValueType.NUMBER;
    }

    @Override
    public Object value(PropertySource source) {
        return constant;
    }
}
