package io.chasqui.broker.destination;

import io.chasqui.protocol.message.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is set for which destinations: values by pattern, the most specific match counts. It remembers its answers, so that
 * asking again for a destination costs one look-up; what it remembers is bounded, because names come from clients. It
 * does not change and may be asked by any thread.
 *
 * @param <T> what is set
 */
public final class PatternTable<T> {
    private static final int REMEMBERED = 4_096;

    private final List<Map.Entry<DestinationPattern, T>> entries;
    private final ConcurrentHashMap<Destination, Optional<T>> answers = new ConcurrentHashMap<>();

    /** A table of these values; the map is copied. */
    public PatternTable(Map<DestinationPattern, T> values) {
        this.entries = List.copyOf(new TreeMap<>(values).entrySet());
    }

    /** The value of the most specific pattern that matches, or empty if none does. */
    public Optional<T> find(Destination destination) {
        Optional<T> known = answers.get(destination);
        if (known != null) {
            return known;
        }
        Optional<T> found = search(destination);
        if (answers.size() < REMEMBERED) {
            answers.put(destination, found);
        }
        return found;
    }

    private Optional<T> search(Destination destination) {
        for (Map.Entry<DestinationPattern, T> entry : entries) {
            if (entry.getKey().matches(destination)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** Patterns and values, most specific first. */
    public List<Map.Entry<DestinationPattern, T>> entries() {
        return entries;
    }
}
