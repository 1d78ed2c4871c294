package io.chasqui.testkit.engine;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.endpoint.Admission;
import io.chasqui.broker.endpoint.Link;
import io.chasqui.broker.endpoint.LinkPolicy;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.loop.Shard;
import io.chasqui.broker.loop.ShardSettings;
import io.chasqui.broker.recovery.Recovery;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One life of a broker's shard over a real data directory, in the test's own thread and with a clock that is moved by
 * hand: the same script writes the same journal every time. {@link #stop} is a clean stop, {@link #close} none.
 */
public final class DirectoryBroker implements AutoCloseable {
    private static final long CACHE_BYTES = 256 << 10;
    private static final int MESSAGE_LIMIT_BYTES = 128 << 20;

    private final JournalStore store;
    private final ManualClock clock;
    private final RecoveredShard recovered;
    private final Shard shard;
    private final LinkPolicy linkPolicy;
    private final Set<Link> links = new LinkedHashSet<>();
    private @Nullable Throwable failure;

    /**
     * Recovers what is in a data directory and goes on.
     *
     * @param store the open directory, closed with this broker, also when that cannot be made
     * @param clock the broker's clock
     * @param policies what happens to messages that fail or expire
     */
    public DirectoryBroker(JournalStore store, ManualClock clock, DestinationPolicies policies) {
        this.store = store;
        this.clock = clock;
        this.recovered = recover(store, clock);
        this.linkPolicy = new LinkPolicy(
                Admission.direct(Authenticator.PERMISSIVE),
                clock::nowMillis,
                clock::nowNanos,
                recovered.writer().ownerEpoch(),
                MESSAGE_LIMIT_BYTES,
                "script");
        ShardSettings settings = new ShardSettings(
                "script",
                false,
                Durability.DISK,
                policies,
                clock::nowMillis,
                clock::nowNanos,
                () -> List.copyOf(links).forEach(Link::checkHeartbeat),
                this::failed);
        this.shard = new Shard(recovered, settings, Authorizer.PERMISSIVE);
    }

    /** A directory that cannot be recovered is given free. */
    private static RecoveredShard recover(JournalStore store, ManualClock clock) {
        try {
            return Recovery.recover(store, clock::nowMillis, CACHE_BYTES);
        } catch (RuntimeException | Error failed) { // whatever it is
            try {
                store.close();
            } catch (IOException | RuntimeException second) {
                failed.addSuppressed(second);
            }
            throw failed;
        }
    }

    /** A client that is connected. The key tells it from all others and is the same after a restart. */
    public ScriptedClient client(long key, @Nullable String clientIdentifier) {
        ScriptedClient client = new ScriptedClient(this::accept, key, clientIdentifier);
        client.link();
        client.hello();
        client.openConnection();
        return client;
    }

    /** Takes over a client of an earlier life; what it had no answer to is resolved. */
    public void adopt(ScriptedClient client) {
        client.moveTo(this::accept);
        client.reconnect();
    }

    /** What the broker remembers. */
    public BrokerState state() {
        return shard.state();
    }

    /** State and journal. */
    public RecoveredShard recovered() {
        return recovered;
    }

    /** Why the broker has failed, or null. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Records events that no client causes. */
    public void record(Event event) {
        shard.execute(() -> recovered.journal().record(Facts.of(event)));
    }

    /** Lets time pass, with one round of duties at its end. */
    public void pass(Duration time) {
        clock.advance(time);
        shard.tick();
    }

    /** The administrator decides about a transaction branch. */
    public void decideHeuristically(Xid xid, boolean commit) {
        shard.execute(() -> {
            boolean unused = shard.connections().decideHeuristically(xid, commit);
        });
    }

    /** Checks the books: counters, holders, payloads. */
    public void verifyBooks() {
        EngineChecks.books(recovered);
    }

    /** Checks that replaying what a kill would leave gives the state that this broker has. */
    public void verifyReplay(JournalStore copy) {
        EngineChecks.books(recovered);
        EngineChecks.replay(recovered, copy);
    }

    /** Stops cleanly. */
    public void stop() {
        shard.stop(() -> List.copyOf(links).forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker stops.")));
    }

    /** Gives the directory free without a word to the journal. */
    @Override
    public void close() throws IOException {
        shard.abandon();
        store.close();
    }

    private Link accept(Channel channel) {
        Link link = new Link(channel, shard, shard.connections(), linkPolicy, links::remove);
        links.add(link);
        return link;
    }

    private void failed(Throwable cause) {
        failure = cause;
        List.copyOf(links)
                .forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker has failed: " + cause.getMessage()));
    }
}
