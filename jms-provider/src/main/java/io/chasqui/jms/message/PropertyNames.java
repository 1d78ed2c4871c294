package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be the name of a property: the identifiers of selectors (Jakarta Messaging 3.1 §3.5.1, §3.8.1.1). */
final class PropertyNames {
    /** The property that the provider sets on what it delivers (§3.5.11). */
    static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private PropertyNames() {}

    static void check(@Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A property needs a name but it is " + (name == null ? "null." : "empty."));
        }
        if (!isIdentifier(name)) {
            throw new JMSException(
                    "The property name '" + name + "' is not an identifier: it must start with a letter, '_' or"
                            + " '$' and continue with letters, digits, '_' or '$' (Jakarta Messaging 3.1 §3.8.1.1).");
        }
        if (RESERVED.contains(name.toUpperCase(Locale.ROOT))) {
            throw new JMSException("The property name '" + name + "' is a reserved word of selectors.");
        }
    }

    private static boolean isIdentifier(String name) {
        if (!Character.isJavaIdentifierStart(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
