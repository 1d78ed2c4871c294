package io.chasqui.testkit.engine;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A session of a scripted client. It keeps to the protocol as a good client does: numbers its commands, remembers those
 * without an answer, and carries itself over to a new link. It complains when the broker answers out of order.
 */
public final class ScriptedSession {
    private final ScriptedClient client;
    private final int number;
    private final long key;
    private final AcknowledgeMode mode;
    private final TreeMap<Long, SessionCommand> unanswered = new TreeMap<>();
    private final TreeMap<Long, SessionEvent.Refuse> refusals = new TreeMap<>();
    private final Map<DeliveryName, SessionEvent.Deliver> held = new LinkedHashMap<>();
    private final Map<Long, List<SessionEvent.Deliver>> named = new HashMap<>();
    private final Map<Integer, ScriptedConsumer> consumers = new LinkedHashMap<>();
    private int epoch = 1;
    private int consumersOpened;
    private long lastSequence;
    private long confirmed;
    private int stagedSends;
    private int creditBytes;
    private long incarnation;
    private SessionEvent.@Nullable SessionOpened opened;
    private SessionEvent.@Nullable XaBranches branches;

    ScriptedSession(ScriptedClient client, int number, long key, AcknowledgeMode mode) {
        this.client = client;
        this.number = number;
        this.key = key;
        this.mode = mode;
    }

    /** Sends a message outside of a transaction, or into it when the session is transacted; returns its sequence. */
    public long send(Destination destination, TestMessage message) {
        boolean transacted = mode == AcknowledgeMode.TRANSACTED;
        byte[] bytes = message.seal(destination, new MessageIdentity(key, number, lastSequence + 1));
        return sendRaw(destination, transacted, bytes);
    }

    /** Sends a persistent text. */
    public long send(Destination destination, String text) {
        return send(destination, TestMessage.persistent(text));
    }

    /** Sends bytes that need not be a message. */
    public long sendRaw(Destination destination, boolean transacted, byte[] bytes) {
        stagedSends += transacted ? 1 : 0;
        return submit(
                sequence -> new SessionCommand.Send(connection(), number, sequence, destination, transacted, bytes));
    }

    /** Opens a consumer of a queue. */
    public ScriptedConsumer consumer(Destination queue, int credit) {
        return open(ConsumerKind.QUEUE, queue, Filter.NONE, credit);
    }

    /** Opens a consumer of a queue with a selector. */
    public ScriptedConsumer selecting(Destination queue, String selector, int credit) {
        return open(ConsumerKind.QUEUE, queue, Filter.selecting(selector), credit);
    }

    /** Opens a non-durable subscription. */
    public ScriptedConsumer subscriber(Destination topic, int credit) {
        return open(ConsumerKind.TOPIC, topic, Filter.NONE, credit);
    }

    /** Opens a durable subscription. */
    public ScriptedConsumer durable(Destination topic, String name, @Nullable String selector, int credit) {
        return open(ConsumerKind.DURABLE, topic, Filter.named(name).with(selector), credit);
    }

    /** Opens a consumer of any kind. */
    public ScriptedConsumer open(ConsumerKind kind, Destination destination, Filter filter, int credit) {
        ScriptedConsumer consumer = new ScriptedConsumer(this, ++consumersOpened, kind, destination, filter);
        consumers.put(consumer.number(), consumer);
        consumer.open(credit);
        return consumer;
    }

    /** Deletes a durable subscription. */
    public long unsubscribe(String name) {
        return submit(sequence -> new SessionCommand.Unsubscribe(connection(), number, sequence, name));
    }

    /** Acknowledges everything received, waiting for the answer. */
    public long acknowledge() {
        return acknowledge(true, heldNames());
    }

    /** Acknowledges deliveries. */
    public long acknowledge(boolean urgent, Collection<DeliveryName> names) {
        List<DeliveryName> deliveries = List.copyOf(names);
        letGo(deliveries);
        return submit(sequence -> new SessionCommand.Acknowledge(connection(), number, sequence, deliveries, urgent));
    }

    /** Says of everything received that it expired on its way. */
    public long expire() {
        List<DeliveryName> deliveries = heldNames();
        letGo(deliveries);
        return submit(sequence -> new SessionCommand.Expire(connection(), number, sequence, deliveries));
    }

    /** Commits what was sent and received. */
    public long commit() {
        List<DeliveryName> consumed = heldNames();
        int sends = stagedSends;
        letGo(consumed);
        stagedSends = 0;
        return submit(sequence -> new SessionCommand.Commit(connection(), number, sequence, sends, consumed));
    }

    /** Begins to work for a transaction branch. */
    public long start(Xid xid, BranchEntry entry, int timeoutSeconds) {
        return submit(
                sequence -> new SessionCommand.XaStart(connection(), number, sequence, xid, entry, timeoutSeconds));
    }

    /** Stops to work for a transaction branch: what was sent and received is its. */
    public long end(Xid xid, BranchExit exit) {
        List<DeliveryName> consumed = heldNames();
        int sends = stagedSends;
        letGo(consumed);
        stagedSends = 0;
        return submit(sequence -> new SessionCommand.XaEnd(connection(), number, sequence, xid, exit, sends, consumed));
    }

    /** Decides about a transaction branch. */
    public long decide(Xid xid, BranchVerb verb) {
        return submit(sequence -> new SessionCommand.XaDecide(connection(), number, sequence, xid, verb));
    }

    /** The transaction branches in doubt. */
    public List<Xid> recover() {
        branches = null;
        long asked = submit(sequence -> new SessionCommand.XaRecover(connection(), number, sequence));
        SessionEvent.XaBranches answer = branches;
        if (answer == null || answer.sequence() != asked) {
            throw new AssertionError("The broker did not say which branches are in doubt.");
        }
        return answer.branches();
    }

    /** Rolls back; everything delivered returns, what was received counts. */
    public long rollback() {
        List<DeliveryName> seen = startEpoch();
        stagedSends = 0;
        return submit(sequence -> new SessionCommand.Rollback(connection(), number, sequence, epoch, seen));
    }

    /** Recovers; everything delivered returns, what was received counts. */
    public long release() {
        List<DeliveryName> seen = startEpoch();
        return submit(sequence -> new SessionCommand.Release(connection(), number, sequence, epoch, seen));
    }

    /** Ends the session. */
    public long close() {
        List<DeliveryName> seen = heldNames();
        held.clear();
        consumers.clear();
        return submit(sequence -> new SessionCommand.CloseSession(connection(), number, sequence, seen));
    }

    /** The session's number in its connection. */
    public int number() {
        return number;
    }

    /** How it consumes. */
    public AcknowledgeMode mode() {
        return mode;
    }

    /** Whether a command was answered and not refused. */
    public boolean confirmed(long sequence) {
        return sequence <= confirmed && !unanswered.containsKey(sequence) && !refusals.containsKey(sequence);
    }

    /** The refusal of a command, or null. */
    public SessionEvent.@Nullable Refuse refusal(long sequence) {
        return refusals.get(sequence);
    }

    /** Commands without an answer. */
    public Set<Long> unanswered() {
        return new LinkedHashSet<>(unanswered.keySet());
    }

    /** The last answer to opening the session. */
    public SessionEvent.SessionOpened opened() {
        SessionEvent.SessionOpened answer = opened;
        if (answer == null) {
            throw new AssertionError("Session " + number + " was not opened.");
        }
        return answer;
    }

    /** What was received and not acknowledged. */
    public List<DeliveryName> heldNames() {
        return new ArrayList<>(held.keySet());
    }

    /** Send credit that answers have given back so far, in bytes. */
    public int creditBytes() {
        return creditBytes;
    }

    /** The current delivery epoch. */
    public int epoch() {
        return epoch;
    }

    /** Its consumers that are open. */
    public Collection<ScriptedConsumer> consumers() {
        return new ArrayList<>(consumers.values());
    }

    /** Numbers a command, remembers it, and sends it if there is a link. */
    public long submit(LongFunction<SessionCommand> command) {
        long sequence = ++lastSequence;
        SessionCommand frame = command.apply(sequence);
        unanswered.put(sequence, frame);
        client.send(frame);
        return sequence;
    }

    ScriptedClient client() {
        return client;
    }

    int connection() {
        return client.connection();
    }

    void open() {
        incarnation = client.incarnation();
        client.send(frame(false, List.of()));
    }

    /** Opens the session on a new link and sends again what was not answered. */
    void reattach() {
        Set<DeliveryName> kept = new LinkedHashSet<>(held.keySet());
        unanswered.values().forEach(command -> kept.addAll(namedBy(command)));
        consumers.values().forEach(ScriptedConsumer::dropBuffer);
        epoch++;
        opened = null;
        client.send(frame(true, new ArrayList<>(kept)));
        SessionEvent.SessionOpened answer = opened();
        if (mode == AcknowledgeMode.AUTO || mode == AcknowledgeMode.DUPS_OK) {
            answer.lost().forEach(held::remove);
        }
        boolean otherBroker = incarnation != client.incarnation();
        incarnation = client.incarnation();
        List<SessionCommand> again = new ArrayList<>(unanswered.values());
        for (SessionCommand command : again) {
            SessionCommand current = command.sequence() > answer.decided() ? renewed(command, otherBroker) : command;
            unanswered.put(current.sequence(), current);
            client.send(current);
        }
        for (ScriptedConsumer consumer : consumers()) {
            if (!answer.resumed() && consumer.openSequence() <= answer.decided()) {
                consumer.open(0);
            }
        }
    }

    void hold(SessionEvent.Deliver delivery) {
        held.put(delivery.name(), delivery);
    }

    List<DeliveryName> heldBy(ScriptedConsumer consumer) {
        return held.values().stream()
                .filter(delivery -> delivery.consumer() == consumer.number())
                .map(SessionEvent.Deliver::name)
                .toList();
    }

    void forget(ScriptedConsumer consumer) {
        consumers.remove(consumer.number());
    }

    void onEvent(SessionEvent event) {
        switch (event.kind()) {
            case SESSION_OPENED -> opened = (SessionEvent.SessionOpened) event;
            case CONFIRM -> onConfirm((SessionEvent.Confirm) event);
            case REFUSE -> onRefuse((SessionEvent.Refuse) event);
            case DELIVER -> onDeliver((SessionEvent.Deliver) event);
            case DRAINED -> onDrained((SessionEvent.Drained) event);
            case XA_BRANCHES -> branches = (SessionEvent.XaBranches) event;
            default -> throw new AssertionError("A session does not expect " + event + ".");
        }
    }

    private void onConfirm(SessionEvent.Confirm confirm) {
        if (confirm.sequence() > lastSequence) {
            throw new AssertionError(confirm + " confirms a command that was never sent; the last is " + lastSequence);
        }
        unanswered.headMap(confirm.sequence(), true).clear();
        confirmed = Math.max(confirmed, confirm.sequence());
        creditBytes += confirm.sendCreditBytes();
    }

    private void onRefuse(SessionEvent.Refuse refuse) {
        if (unanswered.remove(refuse.sequence()) == null) {
            throw new AssertionError(refuse + " comes for a command that was answered already.");
        }
        refusals.put(refuse.sequence(), refuse);
        named.getOrDefault(refuse.sequence(), List.of()).forEach(this::hold);
    }

    private void onDeliver(SessionEvent.Deliver delivery) {
        ScriptedConsumer consumer = consumers.get(delivery.consumer());
        if (consumer != null) {
            consumer.deliver(delivery);
        }
    }

    private void onDrained(SessionEvent.Drained drained) {
        ScriptedConsumer consumer = consumers.get(drained.consumer());
        if (consumer != null) {
            consumer.noteDrained(drained);
        }
    }

    /** What the next command names is the application's no more, unless the command is refused. */
    private void letGo(List<DeliveryName> names) {
        List<SessionEvent.Deliver> gone = new ArrayList<>();
        for (DeliveryName name : names) {
            SessionEvent.Deliver delivery = held.remove(name);
            if (delivery != null) {
                gone.add(delivery);
            }
        }
        named.put(lastSequence + 1, gone);
    }

    private List<DeliveryName> startEpoch() {
        List<DeliveryName> seen = heldNames();
        held.clear();
        epoch++;
        consumers.values().forEach(ScriptedConsumer::dropBuffer);
        return seen;
    }

    /**
     * A release that the broker has not decided needs an epoch above the one the session is attached with. A volatile
     * message that another broker may have delivered is not sent again; its sequence is used up by doing nothing.
     */
    private SessionCommand renewed(SessionCommand command, boolean otherBroker) {
        if (otherBroker && command instanceof SessionCommand.Send send && !send.transacted() && !persistent(send)) {
            return new SessionCommand.Acknowledge(send.connection(), send.session(), send.sequence(), List.of(), false);
        }
        if (command instanceof SessionCommand.Release release) {
            return new SessionCommand.Release(
                    release.connection(), release.session(), release.sequence(), ++epoch, release.seen());
        }
        if (command instanceof SessionCommand.Rollback rollback) {
            return new SessionCommand.Rollback(
                    rollback.connection(), rollback.session(), rollback.sequence(), ++epoch, rollback.seen());
        }
        return command;
    }

    private static boolean persistent(SessionCommand.Send send) {
        return send.message().length >= SealedMessage.FIXED_BYTES
                && SealedMessage.of(send.message()).persistent();
    }

    private static List<DeliveryName> namedBy(SessionCommand command) {
        if (command instanceof SessionCommand.Acknowledge acknowledge) {
            return acknowledge.deliveries();
        }
        if (command instanceof SessionCommand.XaEnd end) {
            return end.deliveries();
        }
        return command instanceof SessionCommand.Commit commit ? commit.deliveries() : List.of();
    }

    private SessionCommand.OpenSession frame(boolean reattach, List<DeliveryName> kept) {
        long answered = unanswered.isEmpty() ? lastSequence : unanswered.firstKey() - 1;
        return new SessionCommand.OpenSession(connection(), number, key, number, mode, epoch, reattach, answered, kept);
    }
}
