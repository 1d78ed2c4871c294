package io.chasqui.jndi;

import io.chasqui.jms.destination.ChasquiDestination;
import java.util.Map;
import java.util.function.Function;
import javax.naming.InvalidNameException;

/**
 * A folder in which every name stands for the destination that the broker calls so, slashes included. It lists nothing.
 *
 * @param makeDestination refuses names that no destination can have by an {@link IllegalArgumentException}
 */
record DynamicNames(Function<String, ChasquiDestination> makeDestination) implements Folder {
    @Override
    public ChasquiDestination find(String name) throws InvalidNameException {
        try {
            return makeDestination.apply(name);
        } catch (IllegalArgumentException badName) {
            InvalidNameException refusal = new InvalidNameException("'" + name + "': " + badName.getMessage());
            refusal.initCause(badName);
            throw refusal;
        }
    }

    @Override
    public Map<String, Object> entries() {
        return Map.of();
    }
}
