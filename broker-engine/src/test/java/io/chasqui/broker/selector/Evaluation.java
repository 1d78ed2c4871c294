package io.chasqui.broker.selector;

import java.util.HashMap;
import java.util.Map;

/** Evaluates selector texts in tests, by the public entrance only. */
final class Evaluation {

    private Evaluation() {}

    /** The properties most tables speak about. */
    static Map<String, Object> exampleMessage() {
        Map<String, Object> values = new HashMap<>();
        values.put("yes", true);
        values.put("no", false);
        values.put("byte3", (byte) 3);
        values.put("short300", (short) 300);
        values.put("int7", 7);
        values.put("minusInt7", -7);
        values.put("intMax", Integer.MAX_VALUE);
        values.put("long7", 7L);
        values.put("longMin", Long.MIN_VALUE);
        values.put("longMax", Long.MAX_VALUE);
        values.put("float1_1", 1.1f);
        values.put("float2_5", 2.5f);
        values.put("double1_1", 1.1d);
        values.put("double2_5", 2.5d);
        values.put("nan", Double.NaN);
        values.put("text", "text");
        values.put("two", "2");
        values.put("empty", "");
        values.put("quoted", "it's");
        values.put("JMSPriority", 4);
        values.put("JMSType", "car");
        values.put("JMSDeliveryMode", "PERSISTENT");
        values.put("JMSTimestamp", 1_700_000_000_000L);
        values.put("JMSMessageID", "ID:1");
        values.put("JMSXGroupID", "g");
        values.put("JMS_chasqui_origin", "o");
        return values;
    }

    /** Evaluates for the example message. */
    static Truth truth(String text) throws SelectorSyntaxException {
        return truth(text, exampleMessage());
    }

    /** Evaluates a selector; unknown is what matches neither by itself nor negated. */
    static Truth truth(String text, Map<String, Object> message) throws SelectorSyntaxException {
        boolean itself = Selector.parse(text).matches(message::get);
        boolean negated = Selector.parse("NOT (" + text + ")").matches(message::get);
        if (itself && negated) {
            throw new AssertionError("both matches: " + text);
        }
        return itself ? Truth.TRUE : negated ? Truth.FALSE : Truth.UNKNOWN;
    }
}
