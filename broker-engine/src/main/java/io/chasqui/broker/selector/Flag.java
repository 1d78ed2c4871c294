package io.chasqui.broker.selector;

/**
 * A boolean literal, or an identifier standing alone as a condition. An identifier whose value is NULL or no boolean is
 * unknown, so it matches neither as {@code flag} nor as {@code NOT flag}.
 */
record Flag(Expression operand) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        return operand.value(source) instanceof Boolean value ? Truth.of(value) : Truth.UNKNOWN;
    }
}
