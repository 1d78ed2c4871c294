package io.chasqui.jndi;

import java.util.Map;
import javax.naming.InvalidNameException;
import org.jspecify.annotations.Nullable;

/** The names of one context: those that were configured, or all that a broker may have. */
sealed interface Folder permits FixedNames, DynamicNames {
    /**
     * What stands under a name, with all its parts.
     *
     * @return a folder, an administered object, or null if there is none
     * @throws InvalidNameException if nothing can ever have this name
     */
    @Nullable
    Object find(String name) throws InvalidNameException;

    /** What is listed, by its name without slashes, sorted. */
    Map<String, Object> entries();
}
