package io.chasqui.broker.state;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.NewRow;
import io.chasqui.broker.index.RowRef;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.RunList;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages of one queue that the journal keeps, as rows by priority and sequence. */
final class StoredMessages {
    private static final int PRIORITIES = 10;
    private static final int EXPIRY_STEPS = 4 * Run.PAGE_ROWS;

    private final int queue;
    private final @Nullable String topic;
    private final SegmentTable segments;
    private final @Nullable RunList[] lists = new RunList[PRIORITIES];

    /**
     * No messages.
     *
     * @param queue number of the queue or subscription
     * @param topic of a subscription, null for a queue
     */
    StoredMessages(int queue, @Nullable String topic, SegmentTable segments) {
        this.queue = queue;
        this.topic = topic;
        this.segments = segments;
    }

    RowRef add(Event.MessageAccepted event, long sequence, long position) {
        Payload payload = event.payload();
        NewRow message = new NewRow(
                sequence,
                payload.length(),
                event.expirationMillis(),
                event.targets().size(),
                position);
        RowRef row = listFor(event.priority()).add(segments.current(), message);
        payload.whenPlaced(() -> place(row, payload.places()));
        return row;
    }

    RowRef move(RowRef old, Event.MessageMoved event, long position, @Nullable Payload before) {
        RunList list = list(old.run().priority());
        Run run = old.run();
        Payload payload = event.payload();
        long expirationMillis = run.expirationMillis(old.row());
        letGo(old, before);
        NewRow message = new NewRow(
                old.sequence(),
                payload.length(),
                expirationMillis,
                event.messages().size(),
                position);
        RowRef row = list.move(segments.current(), old, message);
        payload.whenPlaced(() -> place(row, payload.places()));
        return row;
    }

    void remove(RowRef row, @Nullable Payload payload) {
        letGo(row, payload);
        list(row.run().priority()).kill(row);
    }

    /** Removes all messages, none of which is in memory. */
    void clear() {
        for (RunList list : lists) {
            if (list != null) {
                list.forEach(row -> letGo(row, null));
                list.clear();
            }
        }
    }

    @Nullable
    RowRef find(long sequence) {
        for (RunList list : lists) {
            RowRef row = list == null ? null : list.find(sequence);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    @Nullable
    RowRef from(int priority, long sequence) {
        RunList list = lists[priority];
        return list == null ? null : list.from(sequence);
    }

    /** {@link Long#MAX_VALUE} if there is none. */
    long oldestSequence() {
        long oldest = Long.MAX_VALUE;
        for (RunList list : lists) {
            RowRef first = list == null ? null : list.from(0);
            oldest = first == null ? oldest : Math.min(oldest, first.sequence());
        }
        return oldest;
    }

    void forEach(Consumer<RowRef> action) {
        for (RunList list : lists) {
            if (list != null) {
                list.forEach(action);
            }
        }
    }

    /** All runs, by priority and sequence. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (RunList list : lists) {
            if (list != null) {
                runs.addAll(list.runs());
            }
        }
        return runs;
    }

    /** Takes a run that was read back, with its live messages. */
    void restore(Run run) {
        listFor(run.priority()).restore(run);
    }

    /** Drops what a finished segment has left empty. */
    void closeOpen() {
        for (RunList list : lists) {
            if (list != null) {
                list.closeOpen();
            }
        }
    }

    /** The payload of a row that has one place. */
    Payload payload(RowRef row, PayloadTable payloads) {
        Run run = row.run();
        return payloads.stored(run.place(row.row()), run.sharers(row.row()));
    }

    /** Goes through runs in the order in which they were begun; runs may come and go between two slices. */
    ExpirySlice dueForExpiry(ExpirySlice.Spot from, long nowMillis) {
        List<Long> due = new ArrayList<>(0);
        int steps = 0;
        for (int priority = from.priority(); priority < PRIORITIES; priority++) {
            for (Run run : runsFrom(priority, priority == from.priority() ? from.run() : 0)) {
                boolean goesOn = priority == from.priority() && run.order() == from.run();
                int row = run.nextLive(goesOn ? run.ceiling(from.sequence()) : 0);
                while (row >= 0 && steps < EXPIRY_STEPS) {
                    steps++;
                    row = look(run, row, nowMillis, due);
                }
                if (row >= 0) {
                    return new ExpirySlice(
                            due, steps, new ExpirySlice.Spot(false, priority, run.order(), run.sequence(row)));
                }
            }
        }
        return new ExpirySlice(due, steps, ExpirySlice.Spot.FIRST_UNKEPT);
    }

    private List<Run> runsFrom(int priority, long order) {
        RunList list = lists[priority];
        if (list == null) {
            return List.of();
        }
        return list.runs().stream()
                .filter(run -> run.order() >= order)
                .sorted(Comparator.comparingLong(Run::order))
                .toList();
    }

    /** Looks at one row, or passes over a page in which nothing is due; the next row to look at, or -1. */
    private static int look(Run run, int row, long nowMillis, List<Long> due) {
        int page = row / Run.PAGE_ROWS;
        if (run.leastExpiry(page) > nowMillis) {
            return run.nextLive((page + 1) * Run.PAGE_ROWS);
        }
        long expirationMillis = run.expirationMillis(row);
        if (expirationMillis != 0 && expirationMillis <= nowMillis) {
            due.add(run.sequence(row));
        }
        return run.nextLive(row + 1);
    }

    private void place(RowRef row, List<Place> places) {
        Run run = row.run();
        if (!run.live(row.row())) {
            return;
        }
        if (places.size() == 1) {
            run.place(row.row(), places.get(0));
            segments.addMessage(places.get(0).segment(), run.ownBytes(row.row()));
        } else {
            int sharers = Math.max(1, run.sharers(row.row()));
            places.forEach(place -> segments.addMessage(place.segment(), place.length() / sharers));
        }
    }

    private void letGo(RowRef row, @Nullable Payload payload) {
        int segment = row.run().placeSegment(row.row());
        if (segment != 0) {
            segments.removeMessage(segment, row.run().ownBytes(row.row()));
        } else if (payload != null) {
            int sharers = Math.max(1, row.run().sharers(row.row()));
            payload.places().forEach(place -> segments.removeMessage(place.segment(), place.length() / sharers));
        }
    }

    private RunList listFor(int priority) {
        RunList list = lists[priority];
        if (list == null) {
            list = new RunList(queue, priority, topic);
            lists[priority] = list;
        }
        return list;
    }

    private RunList list(int priority) {
        RunList list = lists[priority];
        if (list == null) {
            throw new IllegalStateException("Queue " + queue + " has no messages of priority " + priority + ".");
        }
        return list;
    }
}
