package io.chasqui.broker.selector;

import java.util.Set;

/**
 * A condition without which a selector matches no message: the message has one of these values under an identifier. It
 * comes from a part {@code identifier = 'literal'}, {@code identifier = TRUE} or {@code identifier IN ('a', 'b')} that is
 * joined by AND with all the rest of the selector.
 *
 * @param identifier name of a property or header field
 * @param values strings or booleans, which match exactly the values that {@link Object#equals} them; at least one
 */
public record Requirement(String identifier, Set<Object> values) {
    /** Copies the set. */
    public Requirement {
        values = Set.copyOf(values);
    }
}
