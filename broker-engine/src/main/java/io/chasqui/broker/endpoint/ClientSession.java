package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.dispatch.InFlight;
import io.chasqui.broker.dispatch.Outlet;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Mark;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.SessionKey;
import io.chasqui.broker.state.SessionWindow;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session as the broker sees it: the soft part. What must survive is in its {@link SessionWindow}.
 *
 * <p>Confirmations are cumulative and coalesced: a command that somebody waits for is confirmed at the end of the turn,
 * others when enough of them have come together.
 */
final class ClientSession implements Outlet {
    /** Bytes of messages that a client may have under way in one session. */
    static final int SEND_WINDOW_BYTES = 1 << 20;

    private static final byte[] NO_MESSAGE = {};
    private static final int LAZY_CONFIRMS = 64;
    private static final int WAITING_LIMIT = 1_024;
    private static final int REFUSAL_LIMIT = 16_384;

    private final ClientConnection connection;
    private final Engine engine;
    private final int number;
    private final SessionKey key;
    private final AcknowledgeMode mode;
    private final InFlight inFlight = new InFlight();
    private final Map<Integer, Consumer> consumers = new HashMap<>();
    private final List<Routable> transaction = new ArrayList<>();
    private final TreeMap<Long, Refusal> refusals = new TreeMap<>();
    private final WaitingCommands waiting = new WaitingCommands();
    private @Nullable Refusal stagingRefusal;
    private final Map<Long, Upload> complete = new HashMap<>(0);
    private @Nullable Upload upload;
    private long refusalsRecorded;
    private boolean attached;
    private int epoch;
    private long decided;
    private long confirmed;
    private Mark mark = Mark.NONE;
    private int credit;
    private boolean urgent;

    ClientSession(ClientConnection connection, Engine engine, int number, SessionKey key, AcknowledgeMode mode) {
        this.connection = connection;
        this.engine = engine;
        this.number = number;
        this.key = key;
        this.mode = mode;
    }

    ClientConnection connection() {
        return connection;
    }

    int number() {
        return number;
    }

    SessionKey key() {
        return key;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    int epoch() {
        return epoch;
    }

    /** What the confirmation of everything decided so far waits for. */
    Mark mark() {
        return mark;
    }

    long decided() {
        return decided;
    }

    List<Routable> transaction() {
        return transaction;
    }

    /** Commands whose turn has not come because the first of them is a send to a full destination. */
    WaitingCommands waiting() {
        return waiting;
    }

    /** The number that the next command from the client has. */
    long expected() {
        return decided + waiting.size() + 1;
    }

    /**
     * A command that is no repeat begins.
     *
     * @throws ProtocolViolationException if it is not the next one
     */
    void expect(long sequence) {
        if (sequence != expected()) {
            throw new ProtocolViolationException(
                    "Command " + expected() + " of session " + number + " is expected but " + sequence + " came.");
        }
    }

    /** Length of the message that a command brings, 0 if it brings none. */
    int messageBytes(SessionCommand command) {
        Upload arrived = complete(command.sequence());
        if (arrived != null) {
            return arrived.length();
        }
        return command instanceof SessionCommand.Send send ? send.message().length : 0;
    }

    /** Why a message of the transaction was not taken, or null. */
    @Nullable
    Refusal stagingRefusal() {
        return stagingRefusal;
    }

    void stagingRefusal(@Nullable Refusal reason) {
        stagingRefusal = reason;
    }

    /** The large message that is coming in, or null. */
    @Nullable
    Upload upload() {
        return upload;
    }

    void upload(@Nullable Upload current) {
        upload = current;
    }

    /** A large message of which all parts have come, and that is not decided yet; null if there is none. */
    @Nullable
    Upload complete(long sequence) {
        return complete.isEmpty() ? null : complete.get(sequence);
    }

    /** The large messages of which all parts have come, and that are not decided yet, by the number of their command. */
    Map<Long, Upload> complete() {
        return complete;
    }

    @Nullable
    Consumer consumer(int consumerNumber) {
        return consumers.get(consumerNumber);
    }

    Collection<Consumer> consumers() {
        return new ArrayList<>(consumers.values());
    }

    void add(Consumer consumer) {
        consumers.put(consumer.number(), consumer);
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer.number());
    }

    void attach(int newEpoch, long newDecided) {
        attached = true;
        epoch = newEpoch;
        decided = newDecided;
        confirmed = newDecided;
        credit = 0;
        urgent = false;
        reached(engine.outbox().applied()); // no answer before that of the opening
    }

    /** The link is lost; commands that wait will come again. */
    void detach() {
        attached = false;
        waiting.clear();
    }

    /** Starts a new delivery epoch: all credit of older ones is void, but for browsers, which hold nothing to return. */
    void startEpoch(int newEpoch) {
        epoch = newEpoch;
        consumers.values().stream().filter(consumer -> !consumer.browses()).forEach(Consumer::resetCredit);
    }

    /**
     * The name of a command, for the journal; gives the session a duplicate window when it has none, and writes down
     * which commands before it were refused.
     */
    CommandName name(long sequence, Facts facts) {
        SessionWindow window = engine.state().window(key);
        int windowNumber = window == null ? engine.state().nextSession() : window.number();
        if (window == null) {
            facts.journal(new Event.SessionRegistered(windowNumber, key.high(), key.low()));
        }
        refusals.tailMap(refusalsRecorded, false).forEach((refused, refusal) -> {
            CommandName name = new CommandName(windowNumber, refused);
            facts.journal(new Event.CommandRefused(name, refusal.code(), refusal.text()));
            refusalsRecorded = refused;
        });
        return new CommandName(windowNumber, sequence);
    }

    /** Records facts of a command of this session. */
    void record(Facts facts) {
        if (!facts.isEmpty()) {
            reached(engine.sink().record(facts));
        }
    }

    /** Commands of this session have caused something that asks for this. */
    void reached(Mark caused) {
        mark = mark.and(caused);
    }

    /** Sends an answer that goes ahead of the confirmation of its command. */
    void answer(SessionEvent answer) {
        Link link = connection.link();
        if (link != null) {
            engine.outbox().emit(link.channel(), answer, engine.outbox().applied(), true);
        }
        reached(engine.outbox().applied());
    }

    /** A command is done. */
    void done(long sequence, boolean waitedFor, int creditBytes) {
        decided = sequence;
        credit += creditBytes;
        urgent |= waitedFor;
    }

    /**
     * A command was refused: the answer is remembered and sent. It changed nothing, so the journal learns of it only
     * with the next command that does; until then a broker that starts anew may decide it anew.
     */
    void refused(long sequence, Refusal refusal, int creditBytes) {
        decided = sequence;
        credit += creditBytes;
        refusals.put(sequence, refusal);
        if (refusals.size() > REFUSAL_LIMIT) {
            refusals.pollFirstEntry();
        }
        sendRefusal(sequence, refusal);
        reached(engine.outbox().applied());
        urgent = true;
    }

    /** Answers a command that was decided before. */
    void repeat(long sequence, int creditBytes) {
        credit += creditBytes;
        Refusal refusal = refusals.get(sequence);
        SessionWindow window = engine.state().window(key);
        Event.CommandRefused recorded = window == null ? null : window.refusal(sequence);
        if (refusal != null) {
            sendRefusal(sequence, refusal);
        } else if (recorded != null) {
            sendRefusal(sequence, new Refusal(recorded.code(), recorded.text()));
        }
        reached(engine.outbox().applied());
        confirmed = Math.min(confirmed, sequence - 1);
        urgent = true;
    }

    /** Writes down which commands are decided, also those that have left no trace in the journal. */
    void rememberDecisions() {
        SessionWindow window = engine.state().window(key);
        long known = window == null ? 0 : window.decided();
        if (decided <= known) {
            return;
        }
        Facts facts = new Facts();
        CommandName last = name(decided, facts);
        facts.journal(new Event.SessionAdvanced(last));
        record(facts);
    }

    /** The client has seen all answers up to here. */
    void forgetAnswers(long seen) {
        refusals.headMap(seen, true).clear();
    }

    /** Whether something is decided and not confirmed yet. */
    boolean owesConfirmation() {
        return decided > confirmed;
    }

    /** Confirms what is to be confirmed. */
    void confirm(boolean lazyToo) {
        Link link = connection.link();
        boolean pending = decided > confirmed;
        boolean many = decided - confirmed >= LAZY_CONFIRMS || credit >= SEND_WINDOW_BYTES / 4;
        if (!attached || link == null || !pending || !(urgent || lazyToo || many)) {
            return;
        }
        SessionEvent.Confirm confirm = new SessionEvent.Confirm(connection.number(), number, decided, credit);
        engine.outbox().emit(link.channel(), confirm, mark, urgent);
        confirmed = decided;
        credit = 0;
        urgent = false;
    }

    @Override
    public boolean ready() {
        Link link = connection.link();
        return attached && link != null && link.channel().writable() && waiting.size() < WAITING_LIMIT;
    }

    @Override
    public InFlight inFlight() {
        return inFlight;
    }

    @Override
    public void deliver(Consumer consumer, MessageEntry entry, Mark deliveryMark) {
        Link link = connection.link();
        if (link == null) {
            return;
        }
        Payload payload = entry.payload();
        boolean whole = payload.whole();
        SessionEvent.Deliver frame = new SessionEvent.Deliver(
                connection.number(),
                number,
                consumer.number(),
                epoch,
                new DeliveryName(entry.queue().number(), entry.sequence()),
                entry.nextDeliveryCount(),
                entry.annotations(),
                whole ? payload.requireBytes() : NO_MESSAGE);
        SessionEvent delivery = whole
                ? frame
                : new SessionEvent.DeliverStored(frame, engine.stored().apply(payload));
        engine.outbox().emit(link.channel(), delivery, deliveryMark, true);
    }

    @Override
    public void drained(Consumer consumer) {
        Link link = connection.link();
        if (link != null) {
            engine.outbox()
                    .emit(
                            link.channel(),
                            new SessionEvent.Drained(connection.number(), number, consumer.number(), epoch),
                            engine.outbox().applied(),
                            true);
        }
    }

    private void sendRefusal(long sequence, Refusal refusal) {
        Link link = connection.link();
        if (link != null) {
            SessionEvent.Refuse frame =
                    new SessionEvent.Refuse(connection.number(), number, sequence, refusal.code(), refusal.text());
            engine.outbox().emit(link.channel(), frame, engine.outbox().applied(), true);
        }
    }
}
