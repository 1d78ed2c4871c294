package io.chasqui.broker.selector;

/**
 * Binary numeric promotion of the Java language (JLS §5.6), which §3.8.1.1 prescribes for arithmetic and for comparing
 * exact with approximate numbers. Constants are in widening order.
 */
enum Promotion {
    INT,
    LONG,
    FLOAT,
    DOUBLE;

    /** The type in which two numbers meet. */
    static Promotion of(Number left, Number right) {
        Promotion first = of(left);
        Promotion second = of(right);
        return first.compareTo(second) >= 0 ? first : second;
    }

    /** The type a number is promoted to by itself; byte and short become int. */
    static Promotion of(Number number) {
        if (number instanceof Long) {
            return LONG;
        }
        if (number instanceof Double) {
            return DOUBLE;
        }
        return number instanceof Float ? FLOAT : INT;
    }

    /** Whether a value is a number of a selector; BigDecimal and the like are not. */
    static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    /** Unary minus, with Java's wrap-around for the smallest int and long. */
    static Number negative(Number number) {
        return switch (of(number)) {
            case INT -> -number.intValue();
            case LONG -> -number.longValue();
            case FLOAT -> -number.floatValue();
            case DOUBLE -> -number.doubleValue();
        };
    }
}
