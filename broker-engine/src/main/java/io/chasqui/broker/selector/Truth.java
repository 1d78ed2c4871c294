package io.chasqui.broker.selector;

import org.jspecify.annotations.Nullable;

/** A value of SQL's three-valued logic (§3.8.1.2). An enum, so that evaluating a selector allocates nothing. */
enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** AND: the lesser of the two, in the order false, unknown, true. */
    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** OR: the greater of the two. */
    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** NOT: true and false change places, unknown stays unknown. */
    Truth negated() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }

    /** The same as a value to compare: unknown is NULL. */
    @Nullable
    Boolean asValue() {
        return switch (this) {
            case FALSE -> Boolean.FALSE;
            case UNKNOWN -> null;
            case TRUE -> Boolean.TRUE;
        };
    }
}
