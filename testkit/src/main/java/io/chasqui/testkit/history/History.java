package io.chasqui.testkit.history;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What clients write down while they work; all methods may be called from any thread. The order of the lines matters to
 * the checker: write an attempt before the call, a receipt at once after the message came and before anything that may
 * acknowledge it, an outcome after the call.
 */
public final class History {
    private final AtomicLong ticks = new AtomicLong();
    private final Queue<HistoryEvent> events = new ConcurrentLinkedQueue<>();

    /** An empty history. */
    public History() {}

    /** From now on this source gets messages. */
    public void opened(Source source) {
        events.add(new HistoryEvent.SourceOpened(ticks.incrementAndGet(), source));
    }

    /** The send of this message begins. */
    public void attempted(SentMessage message) {
        events.add(new HistoryEvent.SendAttempted(ticks.incrementAndGet(), message));
    }

    /** This has come. */
    public void received(Receipt receipt) {
        events.add(new HistoryEvent.MessageReceived(ticks.incrementAndGet(), receipt));
    }

    /** The call that settles this unit begins: a commit, a rollback, an acknowledgement. */
    public void ending(WorkUnit unit) {
        events.add(new HistoryEvent.UnitEnding(ticks.incrementAndGet(), unit));
    }

    /** The call that settles this unit has ended this way; a unit without this line counts as unknown. */
    public void settled(WorkUnit unit, Outcome outcome) {
        events.add(new HistoryEvent.UnitSettled(ticks.incrementAndGet(), unit, outcome));
    }

    /** The final inspection found this message unconsumed at the named source, or among its dead letters. */
    public void remains(String source, MessageKey key) {
        events.add(new HistoryEvent.MessageRemains(ticks.incrementAndGet(), source, key));
    }

    /** The broker is about to be killed. */
    public void brokerKilled() {
        events.add(new HistoryEvent.BrokerKilled(ticks.incrementAndGet()));
    }

    /** The broker serves again. */
    public void brokerReady() {
        events.add(new HistoryEvent.BrokerReady(ticks.incrementAndGet()));
    }

    /** Everything so far, in the order of ticks. */
    public List<HistoryEvent> events() {
        return events.stream()
                .sorted(Comparator.comparingLong(HistoryEvent::tick))
                .toList();
    }
}
