package io.chasqui.systemtests.jms;

import jakarta.jms.JMSException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The conversion table of Jakarta Messaging 3.1 §3.11.3 for streams and maps. */
final class Conversions {
    /** A value of each type, by the name of its type. */
    static final Map<String, Object> STORED = new LinkedHashMap<>();

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "boolean", Set.of("boolean", "String"),
            "byte", Set.of("byte", "short", "int", "long", "String"),
            "short", Set.of("short", "int", "long", "String"),
            "char", Set.of("char", "String"),
            "int", Set.of("int", "long", "String"),
            "long", Set.of("long", "String"),
            "float", Set.of("float", "double", "String"),
            "double", Set.of("double", "String"),
            "String", Set.of("boolean", "byte", "short", "int", "long", "float", "double", "String"),
            "byte[]", Set.of("byte[]"));

    static {
        STORED.put("boolean", true);
        STORED.put("byte", (byte) 1);
        STORED.put("short", (short) 1);
        STORED.put("char", '1');
        STORED.put("int", 1);
        STORED.put("long", 1L);
        STORED.put("float", 1.0f);
        STORED.put("double", 1.0);
        STORED.put("String", "1");
        STORED.put("byte[]", new byte[] {1});
    }

    private Conversions() {}

    /** A read of the value under test as one of the types. */
    @FunctionalInterface
    interface Reading {
        Object read() throws JMSException;
    }

    static boolean isAllowed(String stored, String wanted) {
        return ALLOWED.get(stored).contains(wanted);
    }

    /** What {@link #STORED} reads as. */
    static Object expected(String stored, String wanted) {
        return switch (wanted) {
            case "boolean" -> STORED.get(stored).equals(true);
            case "String" -> STORED.get(stored).toString();
            default -> STORED.get(wanted);
        };
    }
}
