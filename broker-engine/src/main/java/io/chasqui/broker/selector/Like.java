package io.chasqui.broker.selector;

/**
 * {@code identifier [NOT] LIKE 'pattern'}. Unknown when the identifier is NULL; false, negated or not, when its value is
 * no string (§3.8.1.1).
 */
record Like(Identifier identifier, LikePattern pattern, boolean negated) implements Condition {

    @Override
    public Truth truth(PropertySource source) {
        Object value = identifier.value(source);
        if (value == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(value instanceof String string && pattern.matches(string) != negated);
    }
}
