package io.chasqui.testkit.engine;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.endpoint.Admission;
import io.chasqui.broker.endpoint.Link;
import io.chasqui.broker.endpoint.LinkPolicy;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.loop.Shard;
import io.chasqui.broker.loop.ShardSettings;
import io.chasqui.broker.recovery.Recovery;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.journal.MemoryJournalStore;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker's shard in the test's own thread, over a simulated disk and a clock that is moved by hand. After each test
 * its books are checked, see {@link EngineChecks}.
 *
 * <pre>{@code
 * @RegisterExtension
 * private final EngineFixture broker = new EngineFixture();
 *
 * @Test
 * void keepsConfirmedMessages() {
 *     ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
 *     session.send(QUEUE, "a");
 *
 *     broker.crash(UnforcedContent.NONE);
 *
 *     ...
 * }
 * }</pre>
 */
public final class EngineFixture implements AfterEachCallback {
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final long CACHE_BYTES = 8 << 20;
    private static final long START_MILLIS = 1_000_000;

    private final ManualClock clock = new ManualClock(START_MILLIS);
    private final long cacheBytes;
    private final List<ScriptedClient> clients = new ArrayList<>();
    private final Set<Link> links = new LinkedHashSet<>();
    private Authenticator authenticator = Authenticator.PERMISSIVE;
    private Authorizer authorizer = Authorizer.PERMISSIVE;
    private DestinationPolicies policies = DestinationPolicies.DEFAULT;
    private Durability durability = Durability.DISK;
    private MemoryJournalStore store;
    private RecoveredShard recovered;
    private Shard shard;
    private long nextKey = 100;
    private boolean failureExpected;
    private @Nullable Throwable failure;

    /** Segments of 16 MiB and a cache of 8 MiB. */
    public EngineFixture() {
        this(SEGMENT_BYTES, CACHE_BYTES);
    }

    /**
     * A fixture with sizes of its own.
     *
     * @param segmentBytes size of a journal segment
     * @param cacheBytes payloads kept in memory
     */
    public EngineFixture(int segmentBytes, long cacheBytes) {
        this.cacheBytes = cacheBytes;
        this.store = new MemoryJournalStore(segmentBytes);
        this.recovered = Recovery.recover(store, clock::nowMillis, cacheBytes);
        this.shard = makeShard();
    }

    /** Sets who may connect; before the first client. */
    public EngineFixture authenticate(Authenticator by) {
        authenticator = by;
        return this;
    }

    /** Sets who may do what; before the first client. */
    public EngineFixture authorize(Authorizer by) {
        authorizer = by;
        shard = makeShard();
        return this;
    }

    /** Sets what happens to messages that fail or expire; before the first client. */
    public EngineFixture policies(DestinationPolicies by) {
        policies = by;
        shard = makeShard();
        return this;
    }

    /** Sets what is promised where no policy says more; before the first client. */
    public EngineFixture durability(Durability standard) {
        durability = standard;
        shard = makeShard();
        return this;
    }

    /** How often the disk was forced since the broker's last start. */
    public long forces() {
        return recovered.writer().journal().statistics().forces().get();
    }

    /** A client that is connected. */
    public ScriptedClient client() {
        return client(null);
    }

    /** A client that is connected and has a client identifier. */
    public ScriptedClient client(@Nullable String clientIdentifier) {
        ScriptedClient client = stranger(clientIdentifier);
        client.link();
        client.hello();
        client.openConnection();
        return client;
    }

    /** A client that has not even a link. */
    public ScriptedClient stranger(@Nullable String clientIdentifier) {
        ScriptedClient client = new ScriptedClient(this::accept, nextKey++, clientIdentifier);
        clients.add(client);
        return client;
    }

    /** What the broker remembers. */
    public BrokerState state() {
        return shard.state();
    }

    /** A queue that exists. */
    public QueueState queue(Destination destination) {
        QueueState queue = state().queue(destination);
        if (queue == null) {
            throw new AssertionError(destination + " does not exist.");
        }
        return queue;
    }

    /** The broker's clock. */
    public ManualClock clock() {
        return clock;
    }

    /** The simulated disk. */
    public MemoryJournalStore store() {
        return store;
    }

    /** Oldest journal segment that exists. */
    public int firstSegment() {
        return recovered.writer().journal().segments().firstKey();
    }

    /** Newest journal segment. */
    public int lastSegment() {
        return recovered.writer().journal().segment();
    }

    /** The duties of time, without time passing. */
    public void tick() {
        shard.tick();
    }

    /** How long after one round of duties the next one is to follow, in milliseconds. */
    public long tickPauseMillis() {
        return shard.tickPauseMillis();
    }

    /** Lets time pass, with one round of duties at its end. */
    public void pass(Duration time) {
        clock.advance(time);
        tick();
    }

    /** The broker dies and starts again. Links break without a word; clients reconnect when told to. */
    public void crash(UnforcedContent kept) {
        boolean comparable = kept == UnforcedContent.ALL && failure == null;
        if (comparable) {
            EngineChecks.books(recovered);
        }
        MemoryJournalStore left = store.crash(kept);
        if (comparable) {
            EngineChecks.replayAll(recovered, left);
        }
        recover(left);
    }

    /** The broker dies, a number of unforced bytes survive, and it starts again. */
    public void crashKeeping(long unforcedBytes) {
        recover(store.crashKeeping(unforcedBytes));
    }

    /**
     * The broker dies, dies again while it starts, and starts.
     *
     * @param kept what each crash leaves of unforced content
     * @param calls calls to the disk that succeed during the first start
     * @return whether that was too few for the first start
     */
    public boolean crashInRecovery(UnforcedContent kept, int calls) {
        MemoryJournalStore left = store.crash(kept);
        left.failAfter(calls);
        boolean died = false;
        try {
            Recovery.recover(left, clock::nowMillis, cacheBytes);
        } catch (JournalFailedException tooFew) {
            died = true;
        }
        recover(left.crash(kept));
        return died;
    }

    /** The broker stops cleanly and starts again. */
    public void restart() {
        shard.stop(() -> links.forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker stops.")));
        recover(store.reopen());
    }

    /** From now on the broker may fail; without this a failure fails the test. */
    public void expectFailure() {
        failureExpected = true;
    }

    /** Why the broker has failed, or null. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The administrator decides about a transaction branch; false if none of this name is in doubt. */
    public boolean decideHeuristically(Xid xid, boolean commit) {
        boolean[] decided = new boolean[1];
        shard.execute(() -> decided[0] = shard.connections().decideHeuristically(xid, commit));
        return decided[0];
    }

    /** Checks the books now. */
    public void verify() {
        if (failure != null) {
            throw new AssertionError("The broker has failed.", failure);
        }
        EngineChecks.books(recovered);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (failure != null && failureExpected) {
            return;
        }
        verify();
        EngineChecks.replayAll(recovered, store.crash(UnforcedContent.ALL));
    }

    private Link accept(Channel channel) {
        LinkPolicy policy = new LinkPolicy(
                Admission.direct(authenticator),
                clock::nowMillis,
                clock::nowNanos,
                recovered.writer().ownerEpoch(),
                128 << 20,
                "fixture");
        Link link = new Link(channel, shard, shard.connections(), policy, links::remove);
        links.add(link);
        return link;
    }

    private void recover(MemoryJournalStore left) {
        clients.forEach(ScriptedClient::cut);
        links.clear();
        failure = null;
        store = left;
        recovered = Recovery.recover(store, clock::nowMillis, cacheBytes);
        shard = makeShard();
    }

    private Shard makeShard() {
        ShardSettings settings = new ShardSettings(
                "fixture",
                false,
                durability,
                policies,
                clock::nowMillis,
                clock::nowNanos,
                this::checkHeartbeats,
                this::failed);
        Shard made = new Shard(recovered, settings, authorizer);
        made.start();
        return made;
    }

    private void checkHeartbeats() {
        List.copyOf(links).forEach(Link::checkHeartbeat);
    }

    private void failed(Throwable cause) {
        failure = cause;
        links.forEach(link -> link.end(ErrorCode.UNAVAILABLE, "The broker has failed: " + cause.getMessage()));
    }
}
