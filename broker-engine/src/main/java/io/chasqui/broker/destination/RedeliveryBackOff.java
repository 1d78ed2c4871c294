package io.chasqui.broker.destination;

/**
 * How long a message that came back waits before it is delivered again. The first redelivery comes at once; the second
 * waits {@code initialMillis}, and each further one {@code multiplier} times longer, up to {@code maxMillis}.
 *
 * @param initialMillis wait before the second redelivery in milliseconds, 0 or more; 0 switches waiting off
 * @param multiplier growth from one wait to the next, 1 or more
 * @param maxMillis longest wait in milliseconds, not less than {@code initialMillis}
 */
public record RedeliveryBackOff(long initialMillis, double multiplier, long maxMillis) {
    /** 100 ms, doubled each time, up to a minute. */
    public static final RedeliveryBackOff DEFAULT = new RedeliveryBackOff(100, 2, 60_000);

    /** Every redelivery comes at once, so that what is rolled back comes back in order each time. */
    public static final RedeliveryBackOff NONE = new RedeliveryBackOff(0, 1, 0);

    /** Checks ranges. */
    public RedeliveryBackOff {
        if (initialMillis < 0) {
            throw new IllegalArgumentException(
                    "The redelivery delay must be 0 (none) or more milliseconds but is " + initialMillis + ".");
        }
        if (!(multiplier >= 1)) {
            throw new IllegalArgumentException(
                    "The redelivery multiplier must be 1 or more but is " + multiplier + ".");
        }
        if (maxMillis < initialMillis) {
            throw new IllegalArgumentException("The longest redelivery delay must not be less than the first one, "
                    + initialMillis + " ms, but is " + maxMillis + " ms.");
        }
    }

    /**
     * The wait before the next delivery of a message.
     *
     * @param releases how often it came back and counted, 1 or more
     * @return milliseconds, 0 for none
     */
    public long delayMillis(int releases) {
        if (releases < 2) {
            return 0;
        }
        double delay = initialMillis * Math.pow(multiplier, releases - 2.0);
        return delay >= maxMillis ? maxMillis : (long) delay;
    }
}
