package io.chasqui.broker.state;

import org.jspecify.annotations.Nullable;

/**
 * The random key by which a session is known across links and restarts.
 *
 * @param high upper half
 * @param low lower half
 */
public record SessionKey(long high, long low) {
    // Written out, because the first use of generated ones costs a start several milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionKey that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }
}
