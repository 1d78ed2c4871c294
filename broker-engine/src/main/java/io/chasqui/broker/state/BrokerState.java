package io.chasqui.broker.state;

import io.chasqui.broker.event.Event.BrokerIdentified;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.SegmentRuns;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one shard. Everybody may read it (while holding the baton); only {@link EventApplier} changes it.
 *
 * <p>Queue sequences carry the owner epoch in their upper bits: volatile messages take numbers of the same sequence
 * without being journalled, and no number is ever given twice across a crash.
 */
public final class BrokerState {
    private static final int EPOCH_SHIFT = 40;

    private final TreeMap<Integer, QueueState> queues = new TreeMap<>();
    private final ConcurrentMap<Destination, QueueCounters> countersByName = new ConcurrentHashMap<>();
    private final Map<Destination, QueueState> queuesByName = new HashMap<>();
    private final Map<String, List<QueueState>> subscriptionsByTopic = new HashMap<>();
    private final Map<SubscriptionKey, QueueState> subscriptionsByName = new HashMap<>();
    private final TreeMap<Integer, SessionWindow> windows = new TreeMap<>();
    private final Map<SessionKey, SessionWindow> windowsByKey = new HashMap<>();
    private final Tables tables = new Tables();
    private final BranchTable branches = new BranchTable();
    private @Nullable BrokerIdentified identity;
    private StateObserver observer = StateObserver.NONE;
    private int epoch;
    private int nextQueue = 1;
    private int nextVolatileQueue = QueueState.VOLATILE_FROM;
    private int nextSession = 1;

    /** An empty state. */
    public BrokerState() {}

    /** Sets who hears of changes. */
    public void observe(StateObserver newObserver) {
        this.observer = newObserver;
    }

    /** Counts the broker's starts on this journal. */
    public int epoch() {
        return epoch;
    }

    /** All queues and subscriptions by number. */
    public Collection<QueueState> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    /** The counters of all queues (not subscriptions) by name. Any thread. */
    public Map<Destination, QueueCounters> counters() {
        return Collections.unmodifiableMap(countersByName);
    }

    /** The queue or subscription with this number, or null. */
    public @Nullable QueueState queue(int number) {
        return queues.get(number);
    }

    /** The queue or subscription with this or the next greater number, or null. */
    public @Nullable QueueState queueFrom(int number) {
        Map.Entry<Integer, QueueState> entry = queues.ceilingEntry(number);
        return entry == null ? null : entry.getValue();
    }

    /** The queue with this name, or null. */
    public @Nullable QueueState queue(Destination destination) {
        return queuesByName.get(destination);
    }

    /** The subscriptions of a topic in the order of their creation. */
    public List<QueueState> subscriptions(String topic) {
        return Collections.unmodifiableList(subscriptionsByTopic.getOrDefault(topic, List.of()));
    }

    /** The durable or shared subscription of this name, or null. */
    public @Nullable QueueState subscription(SubscriptionKey key) {
        return subscriptionsByName.get(key);
    }

    /** The live message of this name, or null. */
    public @Nullable MessageEntry find(int queueNumber, long sequence) {
        QueueState queue = queues.get(queueNumber);
        return queue == null ? null : queue.find(sequence);
    }

    /** The number the next message of a queue gets. */
    public long nextSequence(QueueState queue) {
        return Math.max(queue.nextSequence(), firstSequence());
    }

    /** The number the first message of a new queue gets. */
    public long firstSequence() {
        return ((long) epoch << EPOCH_SHIFT) + 1;
    }

    /** The number the next durable queue or subscription gets. */
    public int nextQueue() {
        return nextQueue;
    }

    /** The number the next volatile subscription gets. */
    public int nextVolatileQueue() {
        return nextVolatileQueue;
    }

    /** The number the next session window gets. */
    public int nextSession() {
        return nextSession;
    }

    /** The window of a session, or null. */
    public @Nullable SessionWindow window(SessionKey key) {
        return windowsByKey.get(key);
    }

    /** All session windows by number. */
    public Collection<SessionWindow> windows() {
        return Collections.unmodifiableCollection(windows.values());
    }

    /** Who holds which payload. */
    public PayloadTable payloads() {
        return tables.payloads();
    }

    /** What each segment of the journal is needed for. */
    public SegmentTable segments() {
        return tables.segments();
    }

    /**
     * Says from which segment the events come that are applied next. Those of the segment before are complete.
     *
     * @param segment number of the segment
     */
    public void enterSegment(int segment) {
        SegmentRuns before = segments().current();
        if (segment != before.segment()) {
            for (Run run : before.runs()) {
                QueueState queue = queues.get(run.queue());
                if (queue != null) {
                    queue.stored().closeOpen();
                }
            }
            segments().enter(segment);
        }
    }

    /** Sets who is told before a queue changes, or nobody with null. */
    public void beforeChanges(@Nullable ChangeListener listener) {
        tables.listener(listener);
    }

    /** Lets go of messages in memory that nothing keeps there; to be called when nobody is looking at any. */
    public void trim() {
        tables.trim();
    }

    /** The prepared transaction branches. */
    public BranchTable branches() {
        return branches;
    }

    /** What tells the broker from all others, or null as long as it has not got it. */
    public @Nullable BrokerIdentified identity() {
        return identity;
    }

    QueueState newQueue(int number, Destination destination, @Nullable SubscriptionDefinition subscription) {
        return new QueueState(number, destination, subscription, tables);
    }

    void identify(BrokerIdentified newIdentity) {
        identity = newIdentity;
    }

    StateObserver observer() {
        return observer;
    }

    @Nullable
    SessionWindow window(int number) {
        return windows.get(number);
    }

    void restoreNumbers(int queue, int session) {
        nextQueue = Math.max(nextQueue, queue);
        nextSession = Math.max(nextSession, session);
    }

    void startEpoch(int newEpoch) {
        epoch = newEpoch;
    }

    void addQueue(QueueState queue) {
        queues.put(queue.number(), queue);
        SubscriptionDefinition subscription = queue.subscription();
        if (subscription == null) {
            queuesByName.put(queue.destination(), queue);
            countersByName.put(queue.destination(), queue.counters());
        } else {
            subscriptionsByTopic
                    .computeIfAbsent(subscription.topic(), topic -> new ArrayList<>())
                    .add(queue);
            if (subscription.name() != null) {
                subscriptionsByName.put(SubscriptionKey.of(subscription), queue);
            }
        }
        if (queue.isVolatile()) {
            nextVolatileQueue = Math.max(nextVolatileQueue, queue.number() + 1);
        } else {
            nextQueue = Math.max(nextQueue, queue.number() + 1);
        }
        observer.queueCreated(queue);
    }

    void removeQueue(QueueState queue) {
        queues.remove(queue.number());
        SubscriptionDefinition subscription = queue.subscription();
        if (subscription == null) {
            queuesByName.remove(queue.destination());
            countersByName.remove(queue.destination());
        } else {
            List<QueueState> ofTopic = subscriptionsByTopic.getOrDefault(subscription.topic(), new ArrayList<>());
            ofTopic.remove(queue);
            if (ofTopic.isEmpty()) {
                subscriptionsByTopic.remove(subscription.topic());
            }
            if (subscription.name() != null) {
                subscriptionsByName.remove(SubscriptionKey.of(subscription), queue);
            }
        }
        observer.queueDeleted(queue);
    }

    void addWindow(SessionWindow window) {
        windows.put(window.number(), window);
        windowsByKey.put(window.key(), window);
        nextSession = Math.max(nextSession, window.number() + 1);
    }

    void removeWindow(SessionWindow window) {
        windows.remove(window.number());
        windowsByKey.remove(window.key(), window);
    }
}
