package io.chasqui.broker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a walk through the messages of a queue in search of those that have expired.
 *
 * @param due sequences of messages that have expired
 * @param steps number of messages that were looked at
 * @param next where to go on, null at the end
 */
public record ExpirySlice(
        List<Long> due, int steps, @Nullable Spot next) {
    /**
     * A place in the walk: first come all messages that the journal keeps, then the volatile ones.
     *
     * @param unkept whether among the volatile ones
     * @param priority 0 to 9
     * @param run among those that the journal keeps, the {@link io.chasqui.broker.index.Run#order() order} of the run of rows
     * @param sequence the least one that was not looked at
     */
    public record Spot(boolean unkept, int priority, long run, long sequence) {
        /** Where a walk begins. */
        public static final Spot FIRST = new Spot(false, 0, 0, 0);

        /** Where the walk through the volatile ones begins. */
        static final Spot FIRST_UNKEPT = new Spot(true, 0, 0, 0);
    }
}
