package io.chasqui.broker.selector;

/** {@code identifier IS [NOT] NULL}: the only test that turns NULL into true or false. */
record NullTest(Identifier identifier, boolean negated) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        return Truth.of((identifier.value(source) == null) != negated);
    }
}
