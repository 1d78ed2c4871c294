package io.chasqui.jms.client;

import io.chasqui.protocol.frame.DeliveryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the application has seen and the broker has not been told about. <em>Held</em> deliveries wait for the application
 * (acknowledge, commit, or a listener that is still running); <em>finished</em> ones only wait for company in one frame.
 * Guarded by the session's lock.
 */
final class DeliveryLedger {
    private record Held(DeliveryName name, int consumer) {}

    private final List<Held> held = new ArrayList<>();
    private final List<DeliveryName> finished = new ArrayList<>();

    void hold(DeliveryName name, int consumer) {
        held.add(new Held(name, consumer));
    }

    boolean holdsNothing() {
        return held.isEmpty();
    }

    /** Stops holding one delivery; false if it was not held, because it was released meanwhile. */
    boolean letGo(DeliveryName name) {
        return held.removeIf(each -> each.name.equals(name));
    }

    /** Stops holding these deliveries. */
    void letGo(Collection<DeliveryName> names) {
        Set<DeliveryName> gone = new HashSet<>(names);
        held.removeIf(each -> gone.contains(each.name));
    }

    void finish(DeliveryName name) {
        finished.add(name);
    }

    int finishedCount() {
        return finished.size();
    }

    /** All held deliveries. */
    List<DeliveryName> held() {
        return held.stream().map(Held::name).toList();
    }

    /** The held deliveries of one consumer. */
    List<DeliveryName> heldBy(int consumer) {
        return held.stream()
                .filter(each -> each.consumer == consumer)
                .map(Held::name)
                .toList();
    }

    /** The finished deliveries, not yet told. */
    List<DeliveryName> finished() {
        return List.copyOf(finished);
    }

    List<DeliveryName> takeHeld() {
        List<DeliveryName> all = held();
        held.clear();
        return all;
    }

    List<DeliveryName> takeFinished() {
        List<DeliveryName> all = List.copyOf(finished);
        finished.clear();
        return all;
    }

    /** Drops finished deliveries that the broker has given to somebody else. */
    void forgetFinished(Collection<DeliveryName> lost) {
        finished.removeAll(new HashSet<>(lost));
    }
}
