package io.chasqui.broker.selector;

/** What is known about the type of an expression before any message is seen. */
enum ValueType {
    BOOLEAN("a boolean or condition"),
    STRING("a string"),
    NUMBER("a number"),
    /** An identifier: only the message knows. */
    ANY("an identifier");

    private final String label;

    ValueType(String label) {
        this.label = label;
    }

    /** How messages call it. */
    String label() {
        return label;
    }

    /** Whether a value of this type may turn out to be one of {@code other}. */
    boolean mayBe(ValueType other) {
        return this == other || this == ANY || other == ANY;
    }
}
