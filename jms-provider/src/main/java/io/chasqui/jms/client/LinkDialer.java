package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.ProtocolVersion;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.peer.ClientHandshake;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.LinkAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes channels: tries a URL's addresses in turn, beginning with the one that worked last, and shakes hands. */
final class LinkDialer {
    private static final String SOFTWARE = "chasqui-jms 0.1";

    /**
     * A channel after its handshake.
     *
     * @param attachment hears the channel
     * @param welcome the broker's answer
     * @param askedMillis the client's clock when it asked for it
     * @param answeredMillis the client's clock when it had it
     */
    record Connected(Attachment attachment, Welcome welcome, long askedMillis, long answeredMillis) {

        /**
         * By how much the broker's clock is surely ahead of the client's, or behind if negative. The broker read its
         * clock somewhere between question and answer, so only a difference beyond that time is one: clocks that agree
         * are taken as equal, and messages get time stamps between the call of send and its return (§3.4.4).
         */
        long clockOffsetMillis() {
            long leastMillis = welcome.brokerTimeMillis() - answeredMillis;
            long mostMillis = welcome.brokerTimeMillis() - askedMillis;
            return Math.max(leastMillis, Math.min(mostMillis, 0));
        }
    }

    private final Connector connector;
    private final List<LinkAddress> addresses;
    private final LinkSettings settings;
    private final Credentials credentials;
    private int first;

    LinkDialer(Connector connector, ConnectionUrl url, Credentials credentials) {
        this.connector = connector;
        this.addresses = url.addresses();
        this.settings = url.settings();
        this.credentials = credentials;
    }

    /**
     * Tries every address once; blocks.
     *
     * @throws RefusedException if no broker could be reached, or one refused for a reason that will not pass
     */
    Connected dial(Link link) throws RefusedException {
        StringBuilder problems = new StringBuilder();
        Throwable last = null;
        for (int i = 0; i < addresses.size(); i++) {
            int index = (first + i) % addresses.size();
            LinkAddress address = addresses.get(index);
            try {
                Connected connected = dial(link, address);
                first = index;
                return connected;
            } catch (RefusedException refused) {
                if (isFinal(refused.failure().code())) {
                    throw refused;
                }
                last = refused;
            } catch (IOException unreachable) {
                last = unreachable;
            }
            problems.append(problems.length() == 0 ? "" : "; ")
                    .append(address)
                    .append(": ")
                    .append(last.getMessage());
        }
        throw new RefusedException(new Failure(ErrorCode.UNAVAILABLE, "No broker could be reached: " + problems, last));
    }

    /** Whether trying again cannot help. */
    static boolean isFinal(ErrorCode code) {
        return code == ErrorCode.AUTHENTICATION
                || code == ErrorCode.AUTHORIZATION
                || code == ErrorCode.VERSION
                || code == ErrorCode.PROTOCOL;
    }

    private Connected dial(Link link, LinkAddress address) throws IOException, RefusedException {
        ClientHandshake handshake = new ClientHandshake(new Hello(
                ProtocolVersion.LEAST,
                ProtocolVersion.CURRENT,
                0,
                credentials.user(),
                credentials.password(),
                settings.heartbeatMillis(),
                SOFTWARE));
        Attachment attachment = new Attachment(link, handshake);
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(settings.connectTimeoutMillis());
        Channel channel = connector.connect(address, attachment, timeoutNanos);
        attachment.connected(channel);
        long askedMillis = link.environment().timeMillis();
        channel.send(handshake.hello());
        channel.flush();
        @Nullable Welcome welcome = null;
        try {
            welcome = attachment.welcome().get(timeoutNanos, TimeUnit.NANOSECONDS);
            return new Connected(
                    attachment, welcome, askedMillis, link.environment().timeMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting", interrupted);
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + settings.connectTimeoutMillis() + " ms", late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IOException("the handshake failed", failed);
        } finally {
            if (welcome == null) {
                channel.close();
            }
        }
    }
}
