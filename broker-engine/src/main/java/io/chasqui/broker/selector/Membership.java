package io.chasqui.broker.selector;

import java.util.Set;

/**
 * {@code identifier [NOT] IN ('a', 'b')}. Unknown when the identifier is NULL; false, negated or not, when its value is
 * no string: the operator is defined for strings only, and what is not comparable never matches (§3.8.1.1).
 */
record Membership(Identifier identifier, Set<String> members, boolean negated) implements Condition {

    Membership {
        members = Set.copyOf(members);
    }

    @Override
    public Truth truth(PropertySource source) {
        Object value = identifier.value(source);
        if (value == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(value instanceof String string && members.contains(string) != negated);
    }
}
