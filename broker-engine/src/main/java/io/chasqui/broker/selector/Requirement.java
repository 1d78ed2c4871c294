package io.chasqui.broker.selector;

import java.util.Set;

/**
 * A condition without which a selector matches no message: the message has a value with one of these keys under an
 * identifier. It comes from a part {@code identifier = 'literal'}, {@code identifier = 17}, {@code identifier = TRUE} or
 * {@code identifier IN ('a', 'b')} that is joined by AND with all the rest of the selector.
 *
 * @param identifier name of a property or header field
 * @param values {@linkplain #key keys} of values; at least one
 */
public record Requirement(String identifier, Set<Object> values) {
    /** Copies the set. */
    public Requirement {
        values = Set.copyOf(values);
    }

    /**
     * What an index finds a value by. Values that are equal to a selector have equal keys, with one exception: a float
     * equals every long that is rounded to it. The key of a number is its double, because a number equals numbers of other
     * types; so few long numbers above 2^53 share theirs. The key of anything else is the value itself.
     */
    public static Object key(Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        double key = number.doubleValue();
        return key == 0 ? 0.0 : key; // minus zero equals zero
    }
}
