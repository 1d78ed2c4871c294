package io.chasqui.samples.quickstart;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the file on its way to becoming a message: the text is the line, its JSON fields become typed properties,
 * and three properties of ours say which line it is, how it travels and whether it was malformed.
 *
 * @param number the line's number, from 1: the message's unique identity
 * @param text the line without its end
 */
record Line(long number, String text) {
    /** Property: the line's number. */
    static final String NUMBER = "lineNumber";

    private static final String LANE = "lane";
    private static final String MALFORMED = "malformed";
    private static final char REPLACEMENT = '\uFFFD';

    /** Words that the specification keeps for selectors (section 3.8.1.1); no property may be called so. */
    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    Route route() {
        return Route.of(number);
    }

    TextMessage message(Session session) throws JMSException {
        TextMessage message = session.createTextMessage(text);
        Optional<Map<String, Object>> fields = fields();
        for (Map.Entry<String, Object> field : fields.orElse(Map.of()).entrySet()) {
            if (canBeProperty(field.getKey())) {
                message.setObjectProperty(field.getKey(), field.getValue());
            }
        }
        message.setLongProperty(NUMBER, number);
        message.setStringProperty(LANE, route().lane());
        message.setBooleanProperty(MALFORMED, fields.isEmpty());
        return message;
    }

    boolean isMalformed() {
        return fields().isEmpty();
    }

    private Optional<Map<String, Object>> fields() {
        return text.indexOf(REPLACEMENT) >= 0 ? Optional.empty() : FlatJson.parse(text);
    }

    private static boolean canBeProperty(String name) {
        return !name.isEmpty()
                && !name.startsWith("JMS")
                && !RESERVED.contains(name.toUpperCase(Locale.ROOT))
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
