package io.chasqui.broker.destination;

import io.chasqui.protocol.message.Destination;
import java.util.Map;

/** The policy of each destination: that of the most specific pattern, otherwise {@link DestinationPolicy#DEFAULT}. */
public final class DestinationPolicies {
    /** The default policy everywhere. */
    public static final DestinationPolicies DEFAULT = new DestinationPolicies(Map.of());

    private final PatternTable<DestinationPolicy> table;

    /** Policies by pattern; the map is copied. */
    public DestinationPolicies(Map<DestinationPattern, DestinationPolicy> policies) {
        this.table = new PatternTable<>(policies);
    }

    /** Whether any destination has a limit. */
    public boolean isLimited() {
        return table.entries().stream()
                .anyMatch(entry -> !entry.getValue().limit().isNone());
    }

    /** Whether the oldest messages of any destination go when it is full. */
    public boolean dropsOldest() {
        return table.entries().stream()
                .map(entry -> entry.getValue().limit())
                .anyMatch(limit -> !limit.isNone() && limit.whenFull() == WhenFull.DROP_OLDEST);
    }

    /** The policy of a destination. */
    public DestinationPolicy of(Destination destination) {
        return table.find(destination).orElse(DestinationPolicy.DEFAULT);
    }
}
