package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be the name of a property: the identifiers of selectors (Jakarta Messaging 3.1 §3.5.1, §3.8.1.1). Names that
 * begin with {@code JMS} are not for applications, apart from {@code JMSXGroupID} and {@code JMSXGroupSeq} (§3.5.9). What
 * a provider sets may be set all the same, so that all properties of a received message can be copied to another one; it
 * never travels. Names of other vendors ({@code JMS_vendor}) travel like any other.
 */
final class PropertyNames {
    /** The property that the provider sets on what it delivers (§3.5.11). */
    static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static final String GROUP_ID = "JMSXGroupID";
    private static final String GROUP_SEQUENCE = "JMSXGroupSeq";
    private static final String OURS = "JMS_Chasqui_";
    private static final Set<String> SET_BY_PROVIDERS = Set.of(
            DELIVERY_COUNT,
            "JMSXUserID",
            "JMSXAppID",
            "JMSXProducerTXID",
            "JMSXConsumerTXID",
            "JMSXRcvTimestamp",
            "JMSXState");
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
        if (name.startsWith("JMS") && !name.startsWith("JMSX") && !name.startsWith("JMS_")) {
            throw new JMSException("The property name '" + name
                    + "' begins with JMS, as only headers may: choose another (Jakarta Messaging 3.1 §3.5.1).");
        }
    }

    /** The two properties that applications set about groups have types of their own (§3.5.9). */
    static void checkType(String name, @Nullable Object value) throws MessageFormatException {
        if (value == null) {
            return;
        }
        if (name.equals(GROUP_ID) && !(value instanceof String)) {
            throw new MessageFormatException(GROUP_ID + " must be a String but is a "
                    + value.getClass().getSimpleName() + " (Jakarta Messaging 3.1 §3.5.9).");
        }
        if (name.equals(GROUP_SEQUENCE) && !(value instanceof Integer)) {
            throw new MessageFormatException(GROUP_SEQUENCE + " must be an int but is a "
                    + value.getClass().getSimpleName() + " (Jakarta Messaging 3.1 §3.5.9).");
        }
    }

    /** Whether a property is one that a provider sets on what it sends or delivers. */
    static boolean isOfTheProvider(String name) {
        return name.startsWith("JMS") && (SET_BY_PROVIDERS.contains(name) || name.startsWith(OURS));
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
