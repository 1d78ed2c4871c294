package io.chasqui.broker.dispatch;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message of the test: a label, its priority, correlation identifier and properties. */
record Letter(
        String label,
        int priority,
        long expirationMillis,
        @Nullable String correlation,
        Map<String, Object> properties) {
    static Letter to(@Nullable String correlation) {
        return new Letter("", 4, 0, correlation, Map.of());
    }

    Letter labelled(String other) {
        return new Letter(other, priority, expirationMillis, correlation, properties);
    }

    Letter withPriority(int other) {
        return new Letter(label, other, expirationMillis, correlation, properties);
    }

    Letter expiringAt(long millis) {
        return new Letter(label, priority, millis, correlation, properties);
    }

    Letter with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(properties);
        more.put(name, value);
        return new Letter(label, priority, expirationMillis, correlation, more);
    }
}
