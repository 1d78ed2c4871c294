package io.chasqui.broker.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a run beside its rows.
 *
 * @param key which run
 * @param moved whether its messages were moved
 * @param base sequence of the first row
 * @param lastSequence sequence of the last row
 * @param count number of rows
 * @param leastExpiry of each page of {@link Run#PAGE_ROWS} rows
 */
record RunShape(RunKey key, boolean moved, long base, long lastSequence, int count, long[] leastExpiry) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunShape that
                && key.equals(that.key)
                && moved == that.moved
                && base == that.base
                && lastSequence == that.lastSequence
                && count == that.count
                && Arrays.equals(leastExpiry, that.leastExpiry);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
