package io.chasqui.broker.inspect;

import io.chasqui.broker.checkpoint.CheckpointReader;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.protocol.message.Destination;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names behind the numbers of queues: as checkpoints have them, and as events say that are read. */
public final class KnownQueues {
    private final Map<Integer, Destination> names = new HashMap<>();

    private KnownQueues() {}

    /**
     * Begins with what the checkpoints of a directory say; those that cannot be read say nothing.
     *
     * @throws IOException when the directory cannot be read
     */
    public static KnownQueues in(JournalDirectory directory) throws IOException {
        KnownQueues known = new KnownQueues();
        SideFiles files = directory.sideFiles();
        for (String name : Checkpoints.names(files)) {
            known.learn(files, name);
        }
        return known;
    }

    /** Whatever an event says of names. */
    public void learn(Event event) {
        if (event instanceof Event.QueueCreated created) {
            names.put(created.queue(), created.destination());
        } else if (event instanceof Event.SubscriptionCreated created) {
            names.put(created.queue(), Destination.topic(created.subscription().topic()));
        }
    }

    /** The queue, or the topic of the subscription, with this number, if it is known. */
    public Optional<Destination> name(int queue) {
        return Optional.ofNullable(names.get(queue));
    }

    private void learn(SideFiles files, String name) {
        BrokerState state = new BrokerState();
        boolean whole = read(files, name, state);
        state.queues().forEach(queue -> {
            if (whole || !names.containsKey(queue.number())) {
                names.put(queue.number(), queue.destination());
            }
        });
    }

    private static boolean read(SideFiles files, String name, BrokerState state) {
        try {
            CheckpointReader.read(CheckpointFile.open(files, name), files, state);
            return true;
        } catch (CorruptJournalException | IOException unusable) {
            return false;
        }
    }
}
