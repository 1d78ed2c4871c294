package io.chasqui.broker.selector;

/** {@code NOT condition}. */
record Negation(Condition condition) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        return condition.truth(source).negated();
    }
}
