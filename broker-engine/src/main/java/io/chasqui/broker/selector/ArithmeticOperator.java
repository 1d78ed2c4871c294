package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/** The four binary arithmetic operators, computed as Java computes them. */
enum ArithmeticOperator {
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY;

    /** The operator a token stands for, or null: + and - if {@code additive}, otherwise * and /. */
    static @Nullable ArithmeticOperator of(TokenKind kind, boolean additive) {
        return switch (kind) {
            case PLUS -> additive ? PLUS : null;
            case MINUS -> additive ? MINUS : null;
            case TIMES -> additive ? null : TIMES;
            case DIVIDED_BY -> additive ? null : DIVIDED_BY;
            default -> null;
        };
    }

    /** NULL if a side is NULL; incomparable if a side is no number; otherwise the result. */
    @Nullable
    Object apply(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (!Promotion.isNumber(left) || !Promotion.isNumber(right)) {
            return Incomparable.VALUE;
        }
        return compute((Number) left, (Number) right);
    }

    /** Null for an exact division by zero: it has no value, and a selector must not fail on a message. */
    private @Nullable Number compute(Number left, Number right) {
        Promotion promotion = Promotion.of(left, right);
        boolean exact = promotion.compareTo(Promotion.LONG) <= 0;
        if (this == DIVIDED_BY && exact && right.longValue() == 0) {
            return null;
        }
        return switch (promotion) {
            case INT -> ints(left.intValue(), right.intValue());
            case LONG -> longs(left.longValue(), right.longValue());
            case FLOAT -> floats(left.floatValue(), right.floatValue());
            case DOUBLE -> doubles(left.doubleValue(), right.doubleValue());
        };
    }

    private int ints(int left, int right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> left / right;
        };
    }

    private long longs(long left, long right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> left / right;
        };
    }

    private float floats(float left, float right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> left / right;
        };
    }

    private double doubles(double left, double right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> left / right;
        };
    }
}
