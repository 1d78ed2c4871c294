package io.chasqui.testkit.history;

import java.util.List;
import java.util.Map;

/** Writes histories in few words: one producer session "p", queue "q", and what happens to its messages. */
final class Story {
    private final History history = new History();
    private long units;

    static Story ofQueue() {
        return new Story().open(Source.sharedQueue("q"));
    }

    static Story ofExclusiveQueue() {
        return new Story().open(Source.exclusiveQueue("q"));
    }

    static MessageKey key(long sequence) {
        return new MessageKey("p", sequence);
    }

    Story open(Source source) {
        history.opened(source);
        return this;
    }

    WorkUnit unit(String owner) {
        return new WorkUnit(owner, ++units, false);
    }

    WorkUnit transaction(String owner) {
        return new WorkUnit(owner, ++units, true);
    }

    /** A single send to "q". */
    Story send(long sequence, Outcome outcome) {
        WorkUnit unit = unit("p");
        return attempt(sequence, unit).settle(unit, outcome);
    }

    Story attempt(long sequence, WorkUnit unit) {
        return attempt(SentMessage.persistent(key(sequence), "q", unit, "digest-" + sequence));
    }

    Story attempt(SentMessage message) {
        history.attempted(message);
        return this;
    }

    Story settle(WorkUnit unit, Outcome outcome) {
        history.settled(unit, outcome);
        return this;
    }

    Story ending(WorkUnit unit) {
        history.ending(unit);
        return this;
    }

    /** A single confirmed send to "q" at the time 0, with its times and its group. */
    Story sendWith(long sequence, Terms terms) {
        WorkUnit unit = unit("p");
        SentMessage message = new SentMessage(key(sequence), "q", unit, 4, true, "digest-" + sequence, Map.of(), terms);
        return attempt(message).settle(unit, Outcome.CONFIRMED);
    }

    /** A first delivery from "q". */
    Story receive(long sequence, WorkUnit unit) {
        return receive(sequence, unit, 1);
    }

    Story receive(long sequence, WorkUnit unit, int count) {
        return receive(receipt("q", sequence, unit, count));
    }

    Story receive(Receipt receipt) {
        history.received(receipt);
        return this;
    }

    /** A first delivery from "q" whose acknowledgement returned. */
    Story consume(long sequence) {
        WorkUnit unit = unit("c");
        return receive(sequence, unit).settle(unit, Outcome.CONFIRMED);
    }

    Story consumeFrom(String source, long sequence) {
        WorkUnit unit = unit("c");
        return receive(receipt(source, sequence, unit, 1)).settle(unit, Outcome.CONFIRMED);
    }

    /** A first delivery at a time, whose acknowledgement returned. */
    Story consumeAt(String source, long sequence, long atMillis, long expirationMillis) {
        WorkUnit unit = unit("c");
        Receipt receipt = new Receipt(
                source,
                unit.owner(),
                key(sequence),
                "ID:" + sequence,
                false,
                1,
                "digest-" + sequence,
                unit,
                atMillis,
                expirationMillis);
        return receive(receipt).settle(unit, Outcome.CONFIRMED);
    }

    Story remain(String source, long sequence) {
        history.remains(source, key(sequence));
        return this;
    }

    Story crash() {
        history.brokerKilled();
        history.brokerReady();
        return this;
    }

    static Receipt receipt(String source, long sequence, WorkUnit unit, int count) {
        return new Receipt(
                source,
                unit.owner(),
                key(sequence),
                "ID:" + sequence,
                count > 1,
                count,
                "digest-" + sequence,
                unit,
                0,
                0);
    }

    static SentMessage labelled(long sequence, String destination, WorkUnit unit, Map<String, String> labels) {
        return new SentMessage(key(sequence), destination, unit, 4, true, "digest-" + sequence, labels, Terms.NONE);
    }

    History history() {
        return history;
    }

    List<Violation> violations() {
        return HistoryChecker.check(history);
    }

    List<ViolationKind> kinds() {
        return violations().stream().map(Violation::kind).toList();
    }
}
