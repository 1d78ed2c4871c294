package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a lost link back: tries the URL's addresses with growing pauses until one answers, then takes every connection
 * to the new channel. When the time is over, the link fails and with it all its connections.
 */
final class LinkReconnect implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkReconnect.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Link link;
    private final Failure reason;

    LinkReconnect(Link link, Failure reason) {
        this.link = link;
        this.reason = reason;
    }

    @Override
    public void run() {
        LOG.info("{} Reconnecting.", reason.text());
        link.connections().forEach(ConnectionCore::detach);
        long start = link.environment().nanoTime();
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(link.settings().reconnectTimeoutMillis());
        long pauseNanos = FIRST_PAUSE_NANOS;
        Failure last = reason;
        while (!link.isDead() && link.environment().nanoTime() - start < timeoutNanos) {
            try {
                attach(link.dialer().dial(link));
                return;
            } catch (RefusedException refused) {
                last = refused.failure();
                if (LinkDialer.isFinal(last.code())) {
                    break;
                }
                LOG.debug("Still down: {}", last.text());
            }
            LockSupport.parkNanos(this, pauseNanos);
            pauseNanos = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
        }
        giveUp(last);
    }

    private void attach(LinkDialer.Connected connected) {
        link.welcomed(connected);
        for (ConnectionCore connection : link.connections()) {
            connection.attach(connected.attachment());
        }
        LOG.info("Connected again to {}.", connected.attachment().channel().peer());
    }

    private void giveUp(Failure last) {
        if (link.isDead()) {
            return;
        }
        ErrorCode code = LinkDialer.isFinal(last.code()) ? last.code() : ErrorCode.UNAVAILABLE;
        link.fail(new Failure(
                code,
                "The link to " + link.place() + " was lost and did not come back within "
                        + link.settings().reconnectTimeoutMillis()
                        + " ms (option reconnectTimeoutMillis); the outcome of what was under way is unknown. Last problem: "
                        + last.text(),
                last.cause()));
    }
}
