package io.chasqui.broker.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread at a time changes (the baton's holder) and any thread reads: the reader sees a whole value that
 * was true a moment ago, the writer pays no more than for a plain field.
 */
final class Counter {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("UnusedVariable") // read and written through the handle
    private long value;

    Counter() {}

    /** The value. Any thread. */
    long value() {
        return (long) VALUE.getOpaque(this);
    }

    void set(long newValue) {
        VALUE.setOpaque(this, newValue);
    }

    void add(long difference) {
        VALUE.setOpaque(this, (long) VALUE.get(this) + difference);
    }
}
