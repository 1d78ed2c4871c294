package io.chasqui.broker.checkpoint;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.index.IndexFile;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.Particulars;
import io.chasqui.broker.state.Restoration;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a checkpoint into a state; see {@link Capture} for its form. */
public final class CheckpointReader {
    private static final int LEAST_PARTICULARS_BYTES = 29;

    private final String name;
    private final SideFiles files;
    private final BrokerState state;
    private final Restoration restoration;
    private final Map<Integer, IndexFile> indexes = new HashMap<>();
    private final TreeMap<Integer, List<Run>> runsBySegment = new TreeMap<>();

    private CheckpointReader(String name, SideFiles files, BrokerState state) {
        this.name = name;
        this.files = files;
        this.state = state;
        this.restoration = new Restoration(state);
    }

    /**
     * Reads a checkpoint.
     *
     * @param checkpoint an intact one
     * @param files with the index of the segments it refers to
     * @param state an empty state
     * @throws DamagedSideFileException when an index it needs is missing or damaged
     * @throws IOException when something cannot be read
     */
    public static void read(CheckpointFile checkpoint, SideFiles files, BrokerState state) throws IOException {
        try {
            new CheckpointReader(checkpoint.name(), files, state).read(checkpoint.body());
        } catch (WireFormatException | IllegalStateException malformed) {
            throw new DamagedSideFileException(
                    files.pathOf(checkpoint.name()),
                    0,
                    "its content makes no sense: " + malformed.getMessage(),
                    "Move the file away to start from an earlier checkpoint. Run 'chasqui journal verify' before.");
        }
    }

    private void read(WireReader in) throws IOException {
        restoration.numbers(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        for (int i = in.readInt(); i > 0; i--) {
            restoration.usage(in.readInt(), in.readInt(), in.readLong());
        }
        for (int i = in.readInt(); i > 0; i--) {
            int length = in.readInt();
            readQueue(in.readSlice(length));
        }
        runsBySegment.forEach(state.segments()::restore);
        int length = in.readInt();
        EventCodec.readAll(in.readSlice(length), 0, 0).forEach(restoration::apply);
        in.expectEnd();
    }

    private void readQueue(WireReader in) throws IOException {
        int events = in.readInt();
        List<Event> known = EventCodec.readAll(in.readSlice(events), 0, 0);
        known.forEach(restoration::apply);
        int number = in.readInt();
        long exposedUpTo = in.readLong();
        int expiring = in.readInt();
        List<Run> runs = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            runs.add(readRun(in, number));
        }
        int count = in.readCount(LEAST_PARTICULARS_BYTES);
        List<Particulars> particulars = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            particulars.add(readParticulars(in));
        }
        in.expectEnd();
        restoration.messages(number, exposedUpTo, expiring, runs, particulars);
    }

    private Run readRun(WireReader in, int queue) throws IOException {
        int segment = in.readInt();
        int number = in.readInt();
        int count = in.readInt();
        Run run = index(segment).run(number);
        if (run.queue() != queue || run.count() != count) {
            throw new DamagedSideFileException(
                    files.pathOf(IndexFile.name(segment)),
                    0,
                    "its run " + number + " has " + run.count() + " messages of queue " + run.queue() + ", but the"
                            + " checkpoint expects " + count + " of queue " + queue + ".",
                    "Move the newest checkpoint away to start from an earlier one.");
        }
        long[] bits = new long[run.words()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = in.readLong();
        }
        run.restoreLive(bits);
        runsBySegment.computeIfAbsent(segment, each -> new ArrayList<>()).add(run);
        return run;
    }

    private IndexFile index(int segment) throws IOException {
        IndexFile known = indexes.get(segment);
        if (known == null) {
            known = open(segment);
            indexes.put(segment, known);
        }
        return known;
    }

    private IndexFile open(int segment) throws IOException {
        try {
            return IndexFile.open(files, segment);
        } catch (NoSuchFileException | FileNotFoundException missing) {
            DamagedSideFileException refused = new DamagedSideFileException(
                    files.pathOf(IndexFile.name(segment)),
                    0,
                    "the file is missing, but " + name + " needs it.",
                    "Restore it from a backup, or move that checkpoint away to start from an earlier one.");
            refused.initCause(missing);
            throw refused;
        }
    }

    private static Particulars readParticulars(WireReader in) {
        long sequence = in.readLong();
        int releases = in.readInt();
        int flags = in.readUnsignedByte();
        long deliveryTimeMillis = in.readLong();
        byte[] annotations = in.readRaw(in.readInt());
        int parts = in.readInt();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            places.add(new Place(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
        }
        return new Particulars(
                sequence,
                releases,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                deliveryTimeMillis,
                annotations,
                places);
    }
}
