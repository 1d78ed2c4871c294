package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiTemporaryQueue;
import io.chasqui.jms.destination.ChasquiTemporaryTopic;
import io.chasqui.jms.destination.Deletion;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.DeclareTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.DeleteTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.TemporaryDeleted;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.transport.Channel;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The temporary destinations of a connection (Jakarta Messaging 3.1 §6.2.2). Their names are made here, so that creating
 * one costs no round trip: the broker is told ahead of the first frame that uses it, and again on every new link.
 */
final class Temporaries implements Deletion {
    private final ConnectionCore connection;
    private final String prefix;
    private final AtomicLong last = new AtomicLong();
    private final Set<Destination> live = ConcurrentHashMap.newKeySet();
    private final Map<Destination, CompletableFuture<Boolean>> deleting = new ConcurrentHashMap<>();

    Temporaries(ConnectionCore connection) {
        this.connection = connection;
        SessionKey key = SessionKey.random(connection.environment());
        this.prefix = String.format("%s%016x%016x.", Destination.TEMPORARY_PREFIX, key.high(), key.low());
    }

    TemporaryQueue createQueue() throws JMSException {
        Destination made = Destination.temporaryQueue(nextName());
        create(made);
        return new ChasquiTemporaryQueue(made.name(), this);
    }

    TemporaryTopic createTopic() throws JMSException {
        Destination made = Destination.temporaryTopic(nextName());
        create(made);
        return new ChasquiTemporaryTopic(made.name(), this);
    }

    private String nextName() {
        return prefix + last.incrementAndGet();
    }

    private void create(Destination made) throws JMSException {
        connection.use();
        if (live.size() >= DeclareTemporary.LIMIT) {
            throw Failure.of(
                            ErrorCode.RESOURCE,
                            "The connection has " + live.size() + " temporary destinations, the most it may have:"
                                    + " delete those that are no longer needed.")
                    .toException();
        }
        connection.sendOrKeep(new DeclareTemporary(connection.number(), made), () -> live.add(made));
    }

    /**
     * Refuses a consumer of a temporary destination that this connection has not made, or has deleted.
     *
     * @param destination of any kind
     */
    void checkConsumable(Destination destination) throws JMSException {
        if (destination.isTemporary() && !live.contains(destination)) {
            throw new InvalidDestinationException(
                    "The " + destination + " was deleted or belongs to another connection;"
                            + " only the connection that made it can consume from it.");
        }
    }

    @Override
    public void delete(Destination destination) throws JMSException {
        connection.checkOpen();
        boolean deleted = !live.contains(destination);
        while (!deleted) {
            CompletableFuture<Boolean> answer =
                    deleting.computeIfAbsent(destination, each -> new CompletableFuture<>());
            connection.settle(); // consumers that were closed before are to be gone
            connection.sendOrKeep(new DeleteTemporary(connection.number(), destination), () -> {});
            Failure broken = connection.failure();
            if (broken != null) {
                throw broken.toException();
            }
            connection.await(answer, "deleting the " + destination);
            deleted = answer.getNow(false);
        }
    }

    /** Takes the broker's answer. */
    void deleted(TemporaryDeleted frame) {
        ErrorCode refusal = frame.code();
        if (refusal == null) {
            live.remove(frame.destination());
        }
        CompletableFuture<Boolean> waiter = deleting.remove(frame.destination());
        if (waiter != null && refusal == null) {
            waiter.complete(true);
        } else if (waiter != null && refusal != null) {
            waiter.completeExceptionally(Failure.of(refusal, frame.text()).toException());
        }
    }

    /** Tells the broker on a new link what there is; the caller flushes. */
    void attach(Channel channel) {
        for (Destination each : live) {
            channel.send(new DeclareTemporary(connection.number(), each));
        }
    }

    /** The sessions are on the new link, too: whoever waits for an answer that was lost asks again. */
    void attached() {
        for (Destination each : List.copyOf(deleting.keySet())) {
            CompletableFuture<Boolean> waiter = deleting.remove(each);
            if (waiter != null) {
                waiter.complete(false);
            }
        }
    }

    /** The connection has ended: whoever waits learns why. */
    void fail(Failure reason) {
        deleting.values().forEach(waiter -> waiter.completeExceptionally(reason.toException()));
        deleting.clear();
    }
}
