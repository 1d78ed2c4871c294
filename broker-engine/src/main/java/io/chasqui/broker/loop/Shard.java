package io.chasqui.broker.loop;

import io.chasqui.broker.command.DestinationLimits;
import io.chasqui.broker.command.DurabilityRule;
import io.chasqui.broker.command.SelectorCache;
import io.chasqui.broker.deadletter.DeadLetters;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.dispatch.PayloadLoader;
import io.chasqui.broker.endpoint.Connections;
import io.chasqui.broker.endpoint.Engine;
import io.chasqui.broker.endpoint.LeavingSubscriptions;
import io.chasqui.broker.endpoint.TemporaryDestinations;
import io.chasqui.broker.endpoint.Turns;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.protocol.message.MessageSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One shard: a state, its journal, and the {@linkplain Baton baton}. Whoever holds the baton works off everything that is
 * there, in turns: do the work, hand out messages, append, and see that it gets forced. So the state has one owner at a
 * time.
 *
 * <p>Group commit has no timer: when little was appended and nobody else is waiting, the holder forces at once in its own
 * thread. Otherwise the flusher forces whatever has been appended meanwhile, and while it does so the next turns append
 * behind it.
 */
public final class Shard implements Turns {
    private static final int WORK_PER_TURN = 512;
    private static final long WAIT_NANOS = 1_000_000;
    private static final long INLINE_FORCE_LIMIT_BYTES = 64 << 10;

    private final Baton baton = new Baton(this::hold);
    private final BrokerState state;
    private final JournalWriter writer;
    private final TurnJournal journal;
    private final PayloadCache cache;
    private final EffectQueue effects;
    private final Dispatcher dispatcher;
    private final Connections connections;
    private final ShardSettings settings;
    private final ShardDuties duties;
    private final DeadSegments dead;
    private final Flusher flusher;
    private final Pace pace = new Pace();
    private final ClockWatch clock;
    private final Runnable round = this::round;
    private final PayloadParts parts;
    private final ColdReader reader;
    private final Keeper keeper = new Keeper(this::fail);
    private final TurnThread turnThread;
    private final Checkpointer checkpointer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile long dueMillis = Long.MAX_VALUE;

    /**
     * A shard over a recovered state.
     *
     * @param recovered state and journal
     * @param settings how it behaves
     * @param authorizer who may do what
     */
    public Shard(RecoveredShard recovered, ShardSettings settings, Authorizer authorizer) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.journal = recovered.journal();
        this.cache = recovered.cache();
        this.settings = settings;
        this.clock = new ClockWatch(settings.clockMillis().getAsLong(), steadyMillis());
        this.effects = new EffectQueue(writer::durableSequence, writer::appendedSequence, journal::applied);
        DurabilityRule durabilities = new DurabilityRule(state, settings.policies(), settings.durability());
        journal.promise(durabilities);
        this.parts = new PayloadParts(writer.journal(), recovered.spill());
        this.reader = new ColdReader(parts, this::onLoaded, this::fail);
        PayloadLoader loader = settings.threads() ? reader : reader::loadNow;
        DestinationLimits limits = new DestinationLimits(state, settings.policies());
        DeadLetters deadLetters = new DeadLetters(state, settings.policies(), limits, settings.clockMillis());
        this.dispatcher = new Dispatcher(state, journal, loader, deadLetters, durabilities);
        state.observe(dispatcher);
        state.payloads().onSpillRelease(recovered.spill()::free);
        this.connections = new Connections(new Engine(
                state,
                journal,
                dispatcher,
                new SelectorCache(),
                effects,
                journal,
                limits,
                this::open,
                deadLetters,
                authorizer,
                new TemporaryDestinations(state, journal, dispatcher),
                new LeavingSubscriptions(state, journal, dispatcher),
                settings.clockMillis(),
                this::steadyMillis));
        Executor background = settings.threads() ? keeper : Runnable::run;
        this.checkpointer = new Checkpointer(recovered, settings.clockMillis(), background, this::perform);
        journal.onRoll(checkpointer);
        Unsent unsent = new Unsent(state, connections::staged);
        Reclaimer reclaimer = new Reclaimer(recovered, checkpointer, unsent, background, this::perform);
        this.dead = new DeadSegments(recovered, checkpointer, reclaimer, background, this::perform);
        this.duties = new ShardDuties(recovered, dispatcher, checkpointer, reclaimer, dead);
        this.flusher = new Flusher(this, writer, settings.nanoClock());
        this.turnThread = new TurnThread(baton, settings.nanoClock(), this::fail);
    }

    /** Lets a link read a payload; closing it is work for the shard, done at the latest with the next tick. */
    private MessageSource open(Payload payload) {
        state.payloads().retain(payload);
        return new StoredMessage(
                payload, parts, read -> submit(() -> state.payloads().release(read)), this::fail);
    }

    /** All connections; to be used inside of submitted work. */
    public Connections connections() {
        return connections;
    }

    /** The state; to be read inside of submitted work. */
    public BrokerState state() {
        return state;
    }

    /** How much room it takes, as of less than a second ago. Any thread. */
    public StorageFigures storageFigures() {
        return duties.figures();
    }

    /** Starts the threads that force, read, clear away and take turns. */
    public void start() {
        if (settings.threads()) {
            flusher.start(settings.name() + "-flusher");
            reader.start(settings.name() + "-reader");
            keeper.start(settings.name() + "-keeper");
            turnThread.start(settings.name() + "-turns");
        }
    }

    @Override
    public void submit(Runnable work) {
        baton.submit(work);
    }

    @Override
    public void run() {
        baton.run();
    }

    @Override
    public void runSoon() {
        if (settings.threads()) {
            turnThread.offer();
        } else {
            run();
        }
    }

    /**
     * Does a piece of work and waits until it is done and what it has recorded is on the disk; not to be called with the
     * baton.
     *
     * @throws IllegalStateException if the shard has ended
     */
    public void execute(Runnable work) {
        AtomicBoolean done = new AtomicBoolean();
        submit(() -> {
            work.run();
            journal.flush();
            done.set(true);
        });
        while (!done.get()) {
            if (baton.ended()) {
                throw new IllegalStateException("The broker has stopped.");
            }
            run();
            if (!done.get()) {
                LockSupport.parkNanos(this, WAIT_NANOS);
            }
        }
        force();
    }

    private void perform(Runnable work) {
        submit(work);
        run();
    }

    private long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(settings.nanoClock().getAsLong());
    }

    /** Duties of time; to be called again after {@link #tickPauseMillis}. */
    public void tick() {
        settings.onTick().run();
        submit(round);
        run();
    }

    /**
     * How long after one {@link #tick} the next one is to follow: 100 ms, or up to a second while nothing happens. Gets
     * shorter at any time. Any thread.
     */
    public long tickPauseMillis() {
        return pace.pauseMillis();
    }

    private void round() {
        long now = settings.clockMillis().getAsLong();
        boolean worked = pace.hasWorked() || connections.awaitsTick();
        connections.tick(steadyMillis());
        long neededMillis = duties.tick(now, worked);
        pace.ticked(connections.awaitsTick() ? Pace.QUICK_MILLIS : neededMillis);
    }

    /**
     * Stops cleanly: stores exactly which messages are delivered, forces the journal, deletes segments that are dead, and does
     * nothing any more.
     *
     * @param farewell done, with the baton, when all promises are kept
     */
    public void stop(Runnable farewell) {
        submit(() -> {
            connections.confirmTouched();
            duties.settle();
            journal.flush();
            force();
            keeper.stop();
            checkpointer.last();
            effects.flushDirect();
            farewell.run();
            dead.last();
            boolean unused = baton.end();
        });
        while (!baton.ended()) {
            run();
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
        abandon();
    }

    /** Stops at once, without a word to the journal; returns when nobody works in the shard any more. */
    public void abandon() {
        boolean unused = baton.end();
        flusher.stop();
        turnThread.stop();
        reader.stop();
        baton.retire();
        keeper.stop();
    }

    /** Whether it has stopped or failed. */
    public boolean ended() {
        return baton.ended();
    }

    /** Why it failed, or null; whoever finds it {@linkplain #ended ended} finds the reason too. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /** Ends the shard because its journal or its code failed: no effect leaves any more. */
    void fail(Throwable fatal) {
        Throwable reason = JournalFailedException.explained(fatal);
        boolean unused = failure.compareAndSet(null, reason);
        if (baton.end()) {
            turnThread.stop();
            settings.onFailure().accept(reason);
        }
    }

    /** Forces what was appended and sends what waited for it. Any thread. */
    void force() {
        writer.force();
        effects.drain();
    }

    private void hold() {
        try {
            turns();
        } catch (RuntimeException | Error fatal) { // whatever it is, the state may be half changed
            fail(fatal);
        }
    }

    private void turns() {
        do {
            long before = writer.lastSequence();
            boolean worked = false;
            followClock();
            journal.beginTurn();
            Runnable work = baton.poll();
            for (int done = 1; work != null; done++) {
                worked |= work != round;
                work.run();
                if (baton.ended()) {
                    return;
                }
                work = done < WORK_PER_TURN ? baton.poll() : null;
            }
            connections.confirmTouched(); // before deliveries: a sender that waits is to go on first
            dispatcher.run(settings.clockMillis().getAsLong());
            endTurn();
            noteDue(dispatcher.dueMillis());
            duties.turn();
            state.trim();
            if ((worked || writer.lastSequence() != before) && pace.worked()) {
                flusher.wake();
            }
        } while (baton.hasWork() || dispatcher.hasWork());
    }

    /** Before anything is put off by the time of day, or counts as due: whether somebody has set the clock. */
    private void followClock() {
        long adjustedMillis = clock.adjustedMillis(settings.clockMillis().getAsLong(), steadyMillis());
        if (adjustedMillis != 0) {
            dispatcher.clockAdjusted(adjustedMillis);
        }
    }

    /** How long nothing falls due, in milliseconds, 0 when something is due now. Any thread. */
    long untilDueMillis() {
        long due = dueMillis;
        return due == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, due - settings.clockMillis().getAsLong());
    }

    /** Has what is due offered: in this thread, or by the baton's holder if there is one. Any thread. */
    void offerDue() {
        if (!baton.hasWork()) {
            submit(() -> {}); // a turn does it
        }
        run();
    }

    private void noteDue(long due) {
        long before = dueMillis;
        if (due != before) {
            dueMillis = due;
            if (due < before) {
                flusher.wake();
            }
        }
    }

    private void endTurn() {
        journal.flush();
        effects.flushDirect();
        effects.drain();
        if (effects.urgentPosition() > writer.durableSequence()) {
            boolean alone = !baton.hasWork()
                    && !dispatcher.hasWork()
                    && !flusher.forcing()
                    && journal.unforcedBytes() <= INLINE_FORCE_LIMIT_BYTES;
            journal.forceIsOnItsWay();
            if (alone || !settings.threads()) {
                force();
            } else {
                flusher.forceSoon();
            }
        } else if (writer.appendedSequence() > writer.durableSequence()) {
            flusher.forceLater(journal.soonPosition() > writer.durableSequence());
        }
    }

    private void onLoaded(int queue, List<ColdReader.Loaded> payloads) {
        submit(() -> {
            for (int i = payloads.size() - 1; i >= 0; i--) { // so that the first one is pushed out last
                ColdReader.Loaded loaded = payloads.get(i);
                Payload payload = loaded.payload();
                if (payload.referenced() && payload.bytes() == null) {
                    payload.load(content(loaded));
                    cache.add(payload);
                }
            }
            dispatcher.loaded(queue);
        });
        run();
    }

    private static byte[] content(ColdReader.Loaded loaded) {
        byte[] bytes = loaded.bytes();
        if (bytes == null) {
            if (loaded.failure() instanceof JournalFailedException explained) {
                throw explained;
            }
            throw new JournalFailedException(
                    "The payload at " + loaded.payload().places() + " cannot be read back.",
                    loaded.failure() == null ? new IllegalStateException("no bytes") : loaded.failure());
        }
        return bytes;
    }
}
