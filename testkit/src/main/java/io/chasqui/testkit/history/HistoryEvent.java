package io.chasqui.testkit.history;

/** One line of a history. Ticks count up in the order in which the lines were written. */
public sealed interface HistoryEvent {
    /** When: unique in the history. */
    long tick();

    /**
     * From now on this source gets messages.
     *
     * @param tick when
     * @param source what was opened
     */
    record SourceOpened(long tick, Source source) implements HistoryEvent {}

    /**
     * A send begins.
     *
     * @param tick when
     * @param message what is sent
     */
    record SendAttempted(long tick, SentMessage message) implements HistoryEvent {}

    /**
     * A message has come.
     *
     * @param tick when
     * @param receipt what came
     */
    record MessageReceived(long tick, Receipt receipt) implements HistoryEvent {}

    /**
     * The call that settles a unit begins.
     *
     * @param tick when
     * @param unit which
     */
    record UnitEnding(long tick, WorkUnit unit) implements HistoryEvent {}

    /**
     * The call that settles a unit has ended.
     *
     * @param tick when
     * @param unit which
     * @param outcome how
     */
    record UnitSettled(long tick, WorkUnit unit, Outcome outcome) implements HistoryEvent {}

    /**
     * The final inspection found a message that nobody has consumed, in its place or among the dead letters.
     *
     * @param tick when
     * @param source name of the source it belongs to
     * @param key the sender's name for the message
     */
    record MessageRemains(long tick, String source, MessageKey key) implements HistoryEvent {}

    /**
     * The broker is about to be killed.
     *
     * @param tick when
     */
    record BrokerKilled(long tick) implements HistoryEvent {}

    /**
     * The broker serves again.
     *
     * @param tick when
     */
    record BrokerReady(long tick) implements HistoryEvent {}
}
