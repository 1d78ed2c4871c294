package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The conversion tables of Jakarta Messaging 3.1 §3.5.4 (properties) and §3.11.3 (maps and streams): which stored value
 * may be read as which type. A missing value behaves as {@code valueOf((String) null)} of the wanted type does, as the
 * specification asks: false for booleans, a {@link NumberFormatException} for whole numbers, a
 * {@link NullPointerException} for floating-point ones and for characters.
 */
final class ValueConversion {
    private ValueConversion() {}

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

    static char toChar(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Character character) {
            return character;
        }
        if (value == null) {
            throw new NullPointerException("The value is absent or null and cannot be read as char.");
        }
        throw cannot(value, "char");
    }

    static @Nullable String toText(@Nullable Object value) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw cannot(value, "String");
        }
        return value == null ? null : value.toString();
    }

    /** A copy of a value that is an array of bytes, or null. */
    static byte @Nullable [] toBytes(@Nullable Object value) throws MessageFormatException {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw cannot(value, "byte[]");
    }

    /** Whether a value is one of the ten types of maps and streams, or null. */
    static boolean isElement(@Nullable Object value) {
        return isProperty(value) || value instanceof Character || value instanceof byte[];
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
            throw new NumberFormatException("The value is absent or null and cannot be read as " + wanted + ".");
        }
        return text(value, wanted);
    }

    private static String fractionText(@Nullable Object value, String wanted) throws MessageFormatException {
        if (value == null) {
            throw new NullPointerException("The value is absent or null and cannot be read as " + wanted + ".");
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
                + wanted + " (Jakarta Messaging 3.1 §3.5.4, §3.11.3).");
    }
}
