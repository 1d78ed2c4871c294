package io.chasqui.broker;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.endpoint.Link;
import io.chasqui.broker.endpoint.LinkPolicy;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.broker.journal.chronicle.LocalDisk;
import io.chasqui.broker.loop.Background;
import io.chasqui.broker.loop.Doorway;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.loop.Shard;
import io.chasqui.broker.loop.ShardSettings;
import io.chasqui.broker.loop.Shards;
import io.chasqui.broker.loop.StorageFigures;
import io.chasqui.broker.recovery.Recovery;
import io.chasqui.broker.state.QueueCounters;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.transport.invm.InVmRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker on one data directory. It owns the directory until it is closed, serves clients of this JVM under its
 * name, and takes links of any transport through {@link #acceptor()}.
 *
 * <p>When its journal fails it stops by itself: links end, nothing is confirmed any more, {@link #terminated()} says why.
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final String SOFTWARE = "Chasqui";
    private static final long HEARTBEAT_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final BrokerOptions options;
    private final JournalStore store;
    private final Shards shards;
    private final JournalStatistics journalStatistics;
    private final LinkPolicy policy;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final LinkAcceptor acceptor = this::accept;
    private final boolean stopWithLastLink;
    private volatile long heartbeatsCheckedAtNanos = SystemClocks.nanos();

    private Broker(BrokerOptions options, JournalStore store, boolean stopWithLastLink) {
        this.options = options;
        this.stopWithLastLink = stopWithLastLink;
        this.store = store;
        RecoveredShard recovered = Recovery.recover(store, SystemClocks::millis, options.cacheBytes());
        identify(recovered);
        this.journalStatistics = recovered.writer().journal().statistics();
        this.policy = new LinkPolicy(
                new Doorway(options.authenticator(), "chasqui-" + options.name() + "-door", doorThreads()),
                SystemClocks::millis,
                SystemClocks::nanos,
                recovered.writer().ownerEpoch(),
                options.messageLimitBytes(),
                SOFTWARE);
        ShardSettings settings = new ShardSettings(
                "chasqui-" + options.name(),
                true,
                options.durability(),
                options.policies(),
                SystemClocks::millis,
                SystemClocks::nanos,
                this::checkHeartbeats,
                this::fail);
        this.shards = new Shards(new Shard(recovered, settings, options.authorizer()));
    }

    /**
     * Begins to load what every start needs, on a thread of its own. Whoever has other things to do before the start, reading
     * a configuration for instance, wins that time; nobody has to call it.
     *
     * @throws IllegalStateException if the JVM lacks access; the message says what to do
     */
    public static void prepare() {
        ChronicleJournalStore.loadLibrary();
    }

    /**
     * Opens the data directory, recovers what is in it, and starts a broker that is ready for links.
     *
     * @param options how it is set up
     * @throws IOException if the directory cannot be used or is held by another broker; the message says by which and
     *     what to do
     * @throws RuntimeException if the journal is damaged or the JVM lacks access; the message says what to do
     */
    public static Broker start(BrokerOptions options) throws IOException {
        return start(options, new LocalDisk());
    }

    /**
     * The same on a disk that may have faults, for tests of what happens then.
     *
     * @param options how it is set up
     * @param disk every call to the file system goes to it
     * @throws IOException see {@link #start(BrokerOptions)}
     */
    public static Broker start(BrokerOptions options, Disk disk) throws IOException {
        return start(options, disk, false);
    }

    static Broker start(BrokerOptions options, Disk disk, boolean stopWithLastLink) throws IOException {
        ChronicleOptions journal = new ChronicleOptions(
                        options.segmentBytes(), options.reserveSegments(), SystemClocks::nanos)
                .withFreeFloorBytes(options.freeDiskFloorBytes());
        JournalStore store = ChronicleJournalStore.open(disk, options.dataDirectory(), journal);
        Broker broker;
        try {
            broker = new Broker(options, store, stopWithLastLink);
            InVmRegistry.register(options.name(), broker.acceptor);
        } catch (RuntimeException | Error failure) { // the directory must not stay locked, whatever it is
            closeAfter(failure, store);
            throw failure;
        }
        broker.shards.home().start();
        LOG.info("Broker '{}' is ready on {}.", options.name(), options.dataDirectory());
        return broker;
    }

    private static void closeAfter(Throwable failure, JournalStore store) {
        try {
            store.close();
        } catch (IOException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** A new broker gets what tells it from all others; it keeps that over all its starts. */
    private static void identify(RecoveredShard recovered) {
        if (recovered.state().identity() == null) {
            Event identified = new Event.BrokerIdentified(SystemClocks.entropy(), SystemClocks.entropy());
            recovered.journal().record(Facts.of(identified));
            recovered.journal().placeAll();
            recovered.writer().force();
        }
    }

    /** The broker's name in this JVM. */
    public String name() {
        return options.name();
    }

    /** Takes links of any transport. */
    public LinkAcceptor acceptor() {
        return acceptor;
    }

    /** Figures of the journal, readable from any thread. */
    public JournalStatistics journalStatistics() {
        return journalStatistics;
    }

    /** How much room the broker takes on the disk and in memory, as of less than a second ago; readable from any thread. */
    public StorageFigures storageFigures() {
        return shards.home().storageFigures();
    }

    /** Figures of all queues by name, readable from any thread. */
    public Map<Destination, QueueCounters> queueCounters() {
        return shards.home().state().counters();
    }

    /** Figures of one queue, readable from any thread; empty if there is no such queue. */
    public Optional<QueueCounters> queueCounters(Destination queue) {
        return Optional.ofNullable(shards.of(queue).state().counters().get(queue));
    }

    /**
     * The transaction branches (XA) that are prepared and wait for their manager.
     *
     * @throws IllegalStateException if the broker has stopped
     */
    public List<PreparedBranch> preparedBranches() {
        List<PreparedBranch> prepared = new ArrayList<>();
        Shard home = shards.home();
        home.execute(() -> home.state().branches().all().forEach(branch -> prepared.add(PreparedBranch.of(branch))));
        return prepared;
    }

    /**
     * Commits a prepared transaction branch without its manager, who learns of it by {@code XA_HEURCOM} when it asks. Only
     * for a manager that will not come back in time: it may decide otherwise.
     *
     * @return false if no branch of this name is in doubt
     * @throws IllegalStateException if the broker has stopped
     */
    public boolean commitHeuristically(Xid xid) {
        return decideHeuristically(xid, true);
    }

    /**
     * Rolls a prepared transaction branch back without its manager, who learns of it by {@code XA_HEURRB} when it asks.
     * Only for a manager that will not come back in time: it may decide otherwise.
     *
     * @return false if no branch of this name is in doubt
     * @throws IllegalStateException if the broker has stopped
     */
    public boolean rollBackHeuristically(Xid xid) {
        return decideHeuristically(xid, false);
    }

    private boolean decideHeuristically(Xid xid, boolean commit) {
        AtomicBoolean decided = new AtomicBoolean();
        Shard home = shards.home();
        home.execute(() -> decided.set(home.connections().decideHeuristically(xid, commit)));
        LOG.warn(
                "Branch {} {} by the administrator.",
                xid,
                !decided.get() ? "is not in doubt and was not touched" : commit ? "was committed" : "was rolled back");
        return decided.get();
    }

    /** Completes when the broker has stopped: normally after {@link #close}, exceptionally when it failed. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    /**
     * Stops cleanly: ends all links, forces the journal, gives the directory free. Closing twice is quiet. When the journal
     * cannot be forced, {@link #terminated()} says so, and what was confirmed before is found by the next start.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        InVmRegistry.unregister(options.name(), acceptor);
        shards.home().stop(() -> links.forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker stops.")));
        end(shards.home().failure());
    }

    private ChannelListener accept(Channel channel) {
        Shard home = shards.home();
        Link link = new Link(channel, home, home.connections(), policy, this::forget);
        links.add(link);
        if (home.ended()) {
            link.end(ErrorCode.UNAVAILABLE, "The broker has stopped.");
        }
        return link;
    }

    private void forget(Link link) {
        links.remove(link);
        if (stopWithLastLink && links.isEmpty()) {
            Background.start(options.name() + "-last", this::close);
        }
    }

    /** Looks at every link once a second, which is too much for each round of the shard's duties when there are many. */
    private void checkHeartbeats() {
        long nowNanos = SystemClocks.nanos();
        if (nowNanos - heartbeatsCheckedAtNanos >= HEARTBEAT_CHECK_NANOS) {
            heartbeatsCheckedAtNanos = nowNanos;
            links.forEach(Link::checkHeartbeat);
        }
    }

    private void fail(Throwable cause) {
        if (cause instanceof JournalFailedException || cause instanceof CorruptJournalException) {
            LOG.error("Broker '{}' stops, nothing is confirmed any more: {}", options.name(), cause.getMessage());
            LOG.debug("Where it failed.", cause);
        } else {
            LOG.error("Broker '{}' stops because it failed. Nothing is confirmed any more.", options.name(), cause);
        }
        Background.start(options.name() + "-end", () -> endFailed(cause));
    }

    private void endFailed(Throwable cause) {
        if (!closing.compareAndSet(false, true)) {
            return; // close() is at it already, finds the cause, and gives the directory free
        }
        InVmRegistry.unregister(options.name(), acceptor);
        links.forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker has failed: " + cause.getMessage()));
        shards.home().abandon();
        end(cause);
    }

    /** Half of the processors go on serving those who are inside. */
    private static int doorThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Gives the directory free and says how it ended. */
    private void end(@Nullable Throwable cause) {
        Throwable failure = cause;
        try {
            store.close();
        } catch (IOException | RuntimeException unclean) {
            LOG.warn("The data directory {} was not left cleanly: {}", options.dataDirectory(), unclean.getMessage());
            failure = failure == null ? unclean : failure;
        }
        if (failure == null) {
            LOG.info("Broker '{}' has stopped.", options.name());
            terminated.complete(null);
        } else {
            terminated.completeExceptionally(failure);
        }
    }
}
