package io.chasqui.testkit.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history sorted by messages, units and sources; says nothing about right and wrong. */
final class Ledger {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Long> openedTicks = new LinkedHashMap<>();
    private final Map<MessageKey, SentMessage> messages = new LinkedHashMap<>();
    private final Map<MessageKey, Long> attemptTicks = new LinkedHashMap<>();
    private final Map<WorkUnit, List<SentMessage>> sendsByUnit = new LinkedHashMap<>();
    private final Map<WorkUnit, List<Arrival>> arrivalsByUnit = new LinkedHashMap<>();
    private final Map<Spot, List<Arrival>> arrivalsBySpot = new LinkedHashMap<>();
    private final Map<Spot, Integer> remains = new LinkedHashMap<>();
    private final Map<WorkUnit, Outcome> told = new LinkedHashMap<>();
    private final Map<WorkUnit, Long> endingTicks = new LinkedHashMap<>();
    private final Map<WorkUnit, Long> settledTicks = new LinkedHashMap<>();
    private final Set<MessageKey> appeared = new LinkedHashSet<>();
    private int life;
    private int kills;

    Ledger(List<HistoryEvent> events) {
        events.forEach(this::enter);
    }

    private void enter(HistoryEvent event) {
        if (event instanceof HistoryEvent.SourceOpened opened) {
            enter(opened);
        } else if (event instanceof HistoryEvent.SendAttempted attempted) {
            enter(attempted);
        } else if (event instanceof HistoryEvent.MessageReceived received) {
            enter(received);
        } else if (event instanceof HistoryEvent.UnitEnding ending) {
            endingTicks.putIfAbsent(ending.unit(), ending.tick());
        } else if (event instanceof HistoryEvent.UnitSettled settled) {
            enter(settled);
        } else if (event instanceof HistoryEvent.MessageRemains left) {
            remains.merge(new Spot(left.source(), left.key()), 1, Integer::sum);
            appeared.add(left.key());
        } else {
            life++;
            kills += event instanceof HistoryEvent.BrokerKilled ? 1 : 0;
        }
    }

    private void enter(HistoryEvent.SourceOpened opened) {
        String name = opened.source().name();
        requireNew(sources.put(name, opened.source()), "source " + name + " is opened");
        openedTicks.put(name, opened.tick());
    }

    private void enter(HistoryEvent.SendAttempted attempted) {
        SentMessage message = attempted.message();
        requireNew(messages.put(message.key(), message), "message " + message.key() + " is attempted");
        attemptTicks.put(message.key(), attempted.tick());
        sendsByUnit.computeIfAbsent(message.unit(), unit -> new ArrayList<>()).add(message);
    }

    private void enter(HistoryEvent.MessageReceived received) {
        Receipt receipt = received.receipt();
        Arrival arrival = new Arrival(received.tick(), life, receipt);
        arrivalsByUnit
                .computeIfAbsent(receipt.unit(), unit -> new ArrayList<>())
                .add(arrival);
        arrivalsBySpot
                .computeIfAbsent(new Spot(receipt.source(), receipt.key()), spot -> new ArrayList<>())
                .add(arrival);
        appeared.add(receipt.key());
    }

    private void enter(HistoryEvent.UnitSettled settled) {
        requireNew(told.put(settled.unit(), settled.outcome()), settled.unit() + " is settled");
        settledTicks.put(settled.unit(), settled.tick());
    }

    private static void requireNew(@Nullable Object before, String what) {
        if (before != null) {
            throw new IllegalArgumentException("The history itself is wrong: " + what + " a second time. Names of"
                    + " sources, messages and units must be unique; look at what writes the history.");
        }
    }

    Collection<Source> sources() {
        return sources.values();
    }

    @Nullable
    Source source(String name) {
        return sources.get(name);
    }

    Collection<SentMessage> messages() {
        return messages.values();
    }

    @Nullable
    SentMessage message(MessageKey key) {
        return messages.get(key);
    }

    /** The times and the group of a message. */
    Terms terms(MessageKey key) {
        SentMessage message = messages.get(key);
        return message == null ? Terms.NONE : message.terms();
    }

    /** Where messages of a source go that are set aside. */
    private List<Source> asides(String source) {
        return sources.values().stream()
                .filter(each ->
                        each.setAside() != null && each.setAside().from().equals(source))
                .toList();
    }

    /** Where this message was seen after it was set aside from here. */
    List<Spot> asidesOf(Spot spot) {
        return asides(spot.source()).stream()
                .map(source -> new Spot(source.name(), spot.key()))
                .filter(aside -> remaining(aside) > 0 || !arrivals(aside).isEmpty())
                .toList();
    }

    /** Whether this is a place for messages that were set aside. */
    boolean isAside(Spot spot) {
        Source source = sources.get(spot.source());
        return source != null && source.setAside() != null;
    }

    /** Every message at a source where it was received or found. */
    Set<Spot> spots() {
        Set<Spot> spots = new LinkedHashSet<>(arrivalsBySpot.keySet());
        spots.addAll(remains.keySet());
        return spots;
    }

    /** Receipts of one message at one source, in the order of time. */
    List<Arrival> arrivals(Spot spot) {
        return arrivalsBySpot.getOrDefault(spot, List.of());
    }

    /** How often the final inspection found it. */
    int remaining(Spot spot) {
        return remains.getOrDefault(spot, 0);
    }

    Set<WorkUnit> units() {
        Set<WorkUnit> units = new LinkedHashSet<>(sendsByUnit.keySet());
        units.addAll(arrivalsByUnit.keySet());
        return units;
    }

    List<SentMessage> sends(WorkUnit unit) {
        return sendsByUnit.getOrDefault(unit, List.of());
    }

    List<Arrival> arrivals(WorkUnit unit) {
        return arrivalsByUnit.getOrDefault(unit, List.of());
    }

    /** What the client was told. */
    Outcome told(WorkUnit unit) {
        return told.getOrDefault(unit, Outcome.UNKNOWN);
    }

    /**
     * What is known in the end: an unknown unit was done if a message that it sent has appeared, and was not done if it
     * sent one that cannot vanish and nothing has appeared.
     */
    Outcome outcome(WorkUnit unit) {
        Outcome outcome = told(unit);
        if (outcome != Outcome.UNKNOWN || sends(unit).isEmpty()) {
            return outcome;
        }
        if (sends(unit).stream().anyMatch(message -> appeared(message.key()))) {
            return Outcome.CONFIRMED;
        }
        boolean shouldShow = sends(unit).stream()
                .anyMatch(
                        message -> message.persistent() && !expectedAt(message).isEmpty());
        return shouldShow ? Outcome.FAILED : Outcome.UNKNOWN;
    }

    /** Whether a message was seen anywhere. */
    boolean appeared(MessageKey key) {
        return appeared.contains(key);
    }

    /** The sources that have to get a message once it is accepted. */
    List<Source> expectedAt(SentMessage message) {
        long attempt = attemptTicks.getOrDefault(message.key(), 0L);
        return sources.values().stream()
                .filter(source -> source.setAside() == null)
                .filter(source -> openedTicks.getOrDefault(source.name(), Long.MAX_VALUE) < attempt)
                .filter(source -> source.takes(message))
                .toList();
    }

    /** The beginning of the call that settled a unit, 0 if there was none. */
    long endingTick(WorkUnit unit) {
        return endingTicks.getOrDefault(unit, 0L);
    }

    /** The end of the call that settled a unit, or the unit's last receipt if no call ended. */
    long settledTick(WorkUnit unit) {
        Long settled = settledTicks.get(unit);
        if (settled != null) {
            return settled;
        }
        return arrivals(unit).stream().mapToLong(Arrival::tick).max().orElse(0);
    }

    /** How often the broker was killed. */
    int kills() {
        return kills;
    }

    /** All receipts in the order of time. */
    List<Arrival> arrivals() {
        List<Arrival> all = new ArrayList<>();
        arrivalsBySpot.values().forEach(all::addAll);
        all.sort((one, other) -> Long.compare(one.tick(), other.tick()));
        return Collections.unmodifiableList(all);
    }
}
