package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The conversion table of Jakarta Messaging 3.1 §3.5.4: which stored value may be read as which type. A missing value
 * behaves as {@code valueOf((String) null)} of the wanted type does, as the specification asks: false for booleans, a
 * {@link NumberFormatException} for whole numbers, a {@link NullPointerException} for floating-point ones.
 */
final class PropertyValues {
    private PropertyValues() {}

    static boolean toBoolean(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value == null || value instanceof String) {
            return Boolean.parseBoolean((String) value);
        }
        throw cannot(value, "boolean");
    }

    static byte toByte(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Byte number) {
            return number;
        }
        return Byte.parseByte(wholeNumberText(value, "byte"));
    }

    static short toShort(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        return Short.parseShort(wholeNumberText(value, "short"));
    }

    static int toInt(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return Integer.parseInt(wholeNumberText(value, "int"));
    }

    static long toLong(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Number number && isWhole(value)) {
            return number.longValue();
        }
        return Long.parseLong(wholeNumberText(value, "long"));
    }

    static float toFloat(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Float number) {
            return number;
        }
        return Float.parseFloat(fractionText(value, "float"));
    }

    static double toDouble(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return Double.parseDouble(fractionText(value, "double"));
    }

    static @Nullable String toText(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Whether a value is one of the eight property types, or null. */
    static boolean isProperty(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || isWhole(value)
                || value instanceof Float
                || value instanceof Double;
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static String wholeNumberText(@Nullable Object value, String wanted) throws MessageFormatException {
        if (value == null) {
            throw new NumberFormatException("The property is absent or null and cannot be read as " + wanted + ".");
        }
        return text(value, wanted);
    }

    private static String fractionText(@Nullable Object value, String wanted) throws MessageFormatException {
        if (value == null) {
            throw new NullPointerException("The property is absent or null and cannot be read as " + wanted + ".");
        }
        return text(value, wanted);
    }

    private static String text(Object value, String wanted) throws MessageFormatException {
        if (value instanceof String text) {
            return text;
        }
        throw cannot(value, wanted);
    }

    private static MessageFormatException cannot(Object value, String wanted) {
        return new MessageFormatException("A value of type " + value.getClass().getSimpleName() + " cannot be read as "
                + wanted + " (Jakarta Messaging 3.1 §3.5.4).");
    }
}
