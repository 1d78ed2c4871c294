package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/** The six comparison operators (§3.8.1.1) and what they say about two values of a message. */
enum ComparisonOperator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /** The operator a token stands for, or null. */
    static @Nullable ComparisonOperator of(TokenKind kind) {
        return switch (kind) {
            case EQUAL -> EQUAL;
            case NOT_EQUAL -> NOT_EQUAL;
            case LESS -> LESS;
            case LESS_OR_EQUAL -> LESS_OR_EQUAL;
            case GREATER -> GREATER;
            case GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
            default -> null;
        };
    }

    /** Whether strings and booleans know this operator: only = and &lt;&gt; (§3.8.1.1). */
    boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** Compares two values: unknown if one is NULL, false if they are not of like type. */
    Truth apply(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (Promotion.isNumber(left) && Promotion.isNumber(right)) {
            return Truth.of(compare((Number) left, (Number) right));
        }
        boolean like = (left instanceof String && right instanceof String)
                || (left instanceof Boolean && right instanceof Boolean);
        return Truth.of(like && isEquality() && left.equals(right) == (this == EQUAL));
    }

    private boolean compare(Number left, Number right) {
        return switch (Promotion.of(left, right)) {
            case INT, LONG -> holds(Long.compare(left.longValue(), right.longValue()));
            case FLOAT -> holds(left.floatValue(), right.floatValue());
            case DOUBLE -> holds(left.doubleValue(), right.doubleValue());
        };
    }

    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** Java's operators on floating point: not a number is unequal to everything, the two zeros are equal. */
    private boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }
}
