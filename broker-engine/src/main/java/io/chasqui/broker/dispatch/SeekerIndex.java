package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.selector.Requirement;
import io.chasqui.broker.selector.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the seekers that may want a message, without asking each of them. A selector that requires one of some values, as
 * {@code JMSCorrelationID = 'x17'} does, is found by the key of the message's value; all others are always found. So a
 * message costs one look for each identifier that selectors require something of, however many consumers there are. Only a
 * float finds all seekers that require some number, because it equals several long ones.
 *
 * <p>Of several requirements that one is used that fewest others share. So {@code JMSType = 'reply' AND JMSCorrelationID =
 * 'x17'} is found by the correlation identifier as soon as there are two of its kind.
 */
final class SeekerIndex {
    private final Map<String, Map<Object, List<Seeker>>> byValue = new LinkedHashMap<>();
    private final Map<Seeker, Requirement> used = new HashMap<>();
    private final List<Seeker> others = new ArrayList<>();

    void add(Seeker seeker) {
        Requirement requirement = choose(seeker.selector());
        if (requirement == null) {
            others.add(seeker);
            return;
        }
        used.put(seeker, requirement);
        Map<Object, List<Seeker>> values =
                byValue.computeIfAbsent(requirement.identifier(), identifier -> new HashMap<>());
        for (Object value : requirement.values()) {
            values.computeIfAbsent(value, each -> new ArrayList<>(1)).add(seeker);
        }
    }

    void remove(Seeker seeker) {
        Requirement requirement = used.remove(seeker);
        if (requirement == null) {
            others.remove(seeker);
            return;
        }
        Map<Object, List<Seeker>> values = byValue.getOrDefault(requirement.identifier(), new HashMap<>());
        for (Object value : requirement.values()) {
            List<Seeker> sharers = values.getOrDefault(value, new ArrayList<>());
            sharers.remove(seeker);
            if (sharers.isEmpty()) {
                values.remove(value);
            }
        }
        if (values.isEmpty()) {
            byValue.remove(requirement.identifier());
        }
    }

    /**
     * Collects those that may want a message: among them all whose selector matches it.
     *
     * @param sweep only those that go with it
     */
    void collect(MessageProperties message, Sweep sweep, List<Seeker> into) {
        for (Map.Entry<String, Map<Object, List<Seeker>>> identifier : byValue.entrySet()) {
            Object value = message.value(identifier.getKey());
            if (value instanceof Float) {
                collectNumbers(identifier.getValue(), sweep, into);
            } else if (value != null) {
                collect(identifier.getValue().getOrDefault(Requirement.key(value), List.of()), sweep, into);
            }
        }
        collect(others, sweep, into);
    }

    private static void collectNumbers(Map<Object, List<Seeker>> byKey, Sweep sweep, List<Seeker> into) {
        byKey.forEach((key, sharers) -> {
            if (key instanceof Double) {
                collect(sharers, sweep, into);
            }
        });
    }

    private static void collect(List<Seeker> from, Sweep sweep, List<Seeker> into) {
        for (Seeker seeker : from) {
            if (seeker.sweep() == sweep) {
                into.add(seeker);
            }
        }
    }

    /** The requirement that fewest seekers share, of these one with few values, of these the first. */
    private @Nullable Requirement choose(@Nullable Selector selector) {
        if (selector == null) {
            return null;
        }
        Requirement best = null;
        int least = 0;
        for (Requirement requirement : selector.requirements()) {
            int sharers = sharers(requirement);
            boolean better = best == null
                    || sharers < least
                    || (sharers == least
                            && requirement.values().size() < best.values().size());
            if (better) {
                best = requirement;
                least = sharers;
            }
        }
        return best;
    }

    private int sharers(Requirement requirement) {
        Map<Object, List<Seeker>> values = byValue.getOrDefault(requirement.identifier(), Map.of());
        int sharers = 0;
        for (Object value : requirement.values()) {
            sharers += values.getOrDefault(value, List.of()).size();
        }
        return sharers;
    }
}
