package io.chasqui.broker.endpoint;

import io.chasqui.protocol.transport.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps what waits of large messages between a link and the shard small: when more has come than the shard has put on
 * the disk, the link stops reading until it has. What comes besides waits that long too, for the same shard.
 */
final class InputGate {
    private static final int HIGH_BYTES = 512 << 10;
    private static final int LOW_BYTES = 128 << 10;

    private final Channel channel;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private volatile boolean shut;

    /** An open gate. */
    InputGate(Channel channel) {
        this.channel = channel;
    }

    /** Bytes have come; by the thread that reads. */
    void came(int bytes) {
        if (waitingBytes.addAndGet(bytes) >= HIGH_BYTES && !shut) {
            channel.takeInput(false);
            shut = true;
            openIfDone(); // the shard may have worked off everything before it could see that the gate is shut
        }
    }

    /** Bytes are worked off; by the shard. */
    void done(int bytes) {
        waitingBytes.addAndGet(-bytes);
        openIfDone();
    }

    private void openIfDone() {
        if (shut && waitingBytes.get() <= LOW_BYTES) {
            shut = false;
            channel.takeInput(true);
        }
    }
}
