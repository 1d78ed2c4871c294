package io.chasqui.broker.event;

import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Events as bytes in the body of a batch: for each event its length (four bytes, itself not counted), code and version
 * (two bytes each), then the fields in the order of the record. All events have version 1; some have later ones with more
 * fields, which are written only when they are needed: {@code MessageAccepted} with a delivery time (2), {@code
 * QueueCounted} with a number of dead letters (2), {@code MessageAccepted} and {@code BranchPrepared} of payloads that lie
 * in the journal already, with a delivery time and the checksum of each place (3).
 *
 * <p>The bytes of a message that is not yet in the journal are written as the last field of {@code MessageAccepted};
 * whoever appends learns at which offset, so that the payload gets its place without a second look.
 */
public final class EventCodec {
    private static final int VERSION = 1;
    private static final int EXTENDED_VERSION = 2;
    private static final int PLACED_VERSION = 3;

    private EventCodec() {}

    /**
     * Appends one event.
     *
     * @param out the batch under construction
     * @param inlined is told of each payload written inline and the offset in {@code out} where its bytes start
     */
    public static void write(WireWriter out, Event event, ObjIntConsumer<Payload> inlined) {
        int start = out.size();
        out.writeInt(0).writeShort(event.kind().code()).writeShort(version(event));
        switch (event.kind()) {
            case MESSAGE_ACCEPTED -> writeAccepted(out, (Event.MessageAccepted) event, inlined);
            case DELIVERIES_ACKNOWLEDGED -> writeAcknowledged(out, (Event.DeliveriesAcknowledged) event);
            case DELIVERIES_RELEASED -> writeReleased(out, (Event.DeliveriesReleased) event);
            case PAYLOAD_STAGED -> writeStaged(out, (Event.PayloadStaged) event);
            case MESSAGE_MOVED -> writeMoved(out, (Event.MessageMoved) event, inlined);
            default -> RareEventCodec.write(out, event);
        }
        out.putInt(start, out.size() - start - 4);
    }

    /**
     * Reads all events of a batch's body.
     *
     * @param in the body
     * @param segment the segment it lies in
     * @param fileOffset what to add to the reader's position to get an offset in the segment's file
     * @throws WireFormatException for unknown events, unknown versions and malformed fields
     */
    public static List<Event> readAll(WireReader in, int segment, int fileOffset) {
        List<Event> events = new ArrayList<>();
        while (in.remaining() > 0) {
            int end = in.readInt();
            if (end < 4 || end > in.remaining()) {
                throw new WireFormatException(
                        "An event of " + end + " bytes does not fit into " + in.remaining() + ".");
            }
            int expected = in.remaining() - end;
            int code = in.readShort();
            int version = in.readShort();
            if (version != VERSION && !hasVersion(code, version)) {
                throw new WireFormatException("Event " + code + " has version " + version + ", which is not known: the"
                        + " journal was written by a newer Chasqui.");
            }
            events.add(
                    version == VERSION
                            ? read(in, code, segment, fileOffset, end)
                            : readLater(in, code, version, new Origin(segment, fileOffset)));
            if (in.remaining() != expected) {
                throw new WireFormatException("Event " + code + " has " + (in.remaining() - expected) + " bytes left.");
            }
        }
        return events;
    }

    private static Event read(WireReader in, int code, int segment, int fileOffset, int length) {
        if (code == EventKind.MESSAGE_ACCEPTED.code()) {
            return readAccepted(in, VERSION, new Origin(segment, fileOffset));
        }
        if (code == EventKind.DELIVERIES_ACKNOWLEDGED.code()) {
            return new Event.DeliveriesAcknowledged(readCommand(in), readTargets(in));
        }
        if (code == EventKind.DELIVERIES_RELEASED.code()) {
            return new Event.DeliveriesReleased(readCommand(in), readTargets(in));
        }
        if (code == EventKind.MESSAGE_MOVED.code()) {
            return new Event.MessageMoved(readTargets(in), readPayload(in, true, new Origin(segment, fileOffset)));
        }
        if (code == EventKind.PAYLOAD_STAGED.code()) {
            int bytes = length - 4;
            in.skip(bytes);
            return new Event.PayloadStaged(new byte[0], in.position() - bytes + fileOffset, bytes);
        }
        return RareEventCodec.read(in, code);
    }

    private static void writeAccepted(WireWriter out, Event.MessageAccepted event, ObjIntConsumer<Payload> inlined) {
        writeCommand(out, event.command());
        writeTargets(out, event.targets());
        out.writeByte(event.priority()).writeLong(event.expirationMillis());
        if (event.deliveryTimeMillis() != 0 || event.payload().placed()) {
            out.writeLong(event.deliveryTimeMillis());
        }
        writePayload(out, event.payload(), inlined);
    }

    private static void writeMoved(WireWriter out, Event.MessageMoved event, ObjIntConsumer<Payload> inlined) {
        writeTargets(out, event.messages());
        writePayload(out, event.payload(), inlined);
    }

    private static void writePayload(WireWriter out, Payload payload, ObjIntConsumer<Payload> inlined) {
        writePlaces(out, payload.places());
        if (!payload.placed()) {
            out.writeInt(payload.length());
            inlined.accept(payload, out.size());
            out.writeRaw(payload.requireBytes(), 0, payload.length());
        }
    }

    static void writePlaces(WireWriter out, List<Place> places) {
        out.writeShort(places.size());
        for (Place place : places) {
            out.writeInt(place.segment())
                    .writeInt(place.offset())
                    .writeInt(place.length())
                    .writeInt(place.checksum());
        }
    }

    private static int version(Event event) {
        if (event instanceof Event.MessageAccepted accepted) {
            int unplaced = accepted.deliveryTimeMillis() == 0 ? VERSION : EXTENDED_VERSION;
            return accepted.payload().placed() ? PLACED_VERSION : unplaced;
        }
        if (event instanceof Event.BranchPrepared) {
            return PLACED_VERSION;
        }
        return event instanceof Event.QueueCounted counted && counted.deadLettered() != 0 ? EXTENDED_VERSION : VERSION;
    }

    private static boolean hasVersion(int code, int version) {
        if (version == PLACED_VERSION) {
            return code == EventKind.MESSAGE_ACCEPTED.code() || code == EventKind.BRANCH_PREPARED.code();
        }
        return version == EXTENDED_VERSION
                && (code == EventKind.MESSAGE_ACCEPTED.code() || code == EventKind.QUEUE_COUNTED.code());
    }

    private static Event readLater(WireReader in, int code, int version, Origin origin) {
        if (code == EventKind.QUEUE_COUNTED.code()) {
            return RareEventCodec.readCounted(in, true);
        }
        return code == EventKind.BRANCH_PREPARED.code()
                ? BranchEventCodec.readPrepared(in, true)
                : readAccepted(in, version, origin);
    }

    private static Event.MessageAccepted readAccepted(WireReader in, int version, Origin origin) {
        CommandName command = readCommand(in);
        List<Target> targets = readTargets(in);
        int priority = in.readByte();
        long expiration = in.readLong();
        long deliveryTime = version == VERSION ? 0 : in.readLong();
        Payload payload = readPayload(in, version == PLACED_VERSION, origin);
        return new Event.MessageAccepted(command, targets, priority, expiration, deliveryTime, payload);
    }

    private static Payload readPayload(WireReader in, boolean checksums, Origin origin) {
        List<Place> places = readPlaces(in, checksums);
        if (places.isEmpty()) {
            int length = in.readInt();
            int offset = in.position() + origin.fileOffset;
            places.add(new Place(origin.segment, offset, length, in.skipChecksummed(length)));
        }
        return Payload.stored(places);
    }

    static List<Place> readPlaces(WireReader in, boolean checksums) {
        int parts = in.readShort() & 0xFFFF;
        List<Place> places = new ArrayList<>(Math.max(1, parts));
        for (int i = 0; i < parts; i++) {
            places.add(new Place(in.readInt(), in.readInt(), in.readInt(), checksums ? in.readInt() : 0));
        }
        return places;
    }

    /** Where the bytes that are read come from. */
    private record Origin(int segment, int fileOffset) {}

    private static void writeAcknowledged(WireWriter out, Event.DeliveriesAcknowledged event) {
        writeCommand(out, event.command());
        writeTargets(out, event.deliveries());
    }

    private static void writeReleased(WireWriter out, Event.DeliveriesReleased event) {
        writeCommand(out, event.command());
        writeTargets(out, event.deliveries());
    }

    private static void writeStaged(WireWriter out, Event.PayloadStaged event) {
        out.writeRaw(event.bytes(), event.offset(), event.length());
    }

    static void writeCommand(WireWriter out, CommandName command) {
        out.writeInt(command.session()).writeLong(command.sequence());
    }

    static CommandName readCommand(WireReader in) {
        int session = in.readInt();
        long sequence = in.readLong();
        return session == 0 ? CommandName.NONE : new CommandName(session, sequence);
    }

    static void writeTargets(WireWriter out, List<Target> targets) {
        out.writeInt(targets.size());
        for (Target target : targets) {
            out.writeInt(target.queue()).writeLong(target.sequence());
        }
    }

    static List<Target> readTargets(WireReader in) {
        int count = in.readCount(12);
        List<Target> targets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            targets.add(new Target(in.readInt(), in.readLong()));
        }
        return targets;
    }

    /** The events that are not on the path of a message. */
    private static final class RareEventCodec {
        private RareEventCodec() {}

        static void write(WireWriter out, Event event) {
            switch (event.kind()) {
                case BROKER_STARTED -> out.writeInt(((Event.BrokerStarted) event).epoch());
                case QUEUE_CREATED -> writeQueueCreated(out, (Event.QueueCreated) event);
                case SUBSCRIPTION_CREATED -> writeSubscriptionCreated(out, (Event.SubscriptionCreated) event);
                case QUEUE_DELETED -> out.writeInt(((Event.QueueDeleted) event).queue());
                case SESSION_REGISTERED -> writeSessionRegistered(out, (Event.SessionRegistered) event);
                case SESSION_ADVANCED -> writeCommand(out, ((Event.SessionAdvanced) event).command());
                case COMMAND_REFUSED -> writeRefused(out, (Event.CommandRefused) event);
                case SESSION_ENDED -> out.writeInt(((Event.SessionEnded) event).session());
                case MESSAGES_EXPIRED -> writeTargets(out, ((Event.MessagesExpired) event).messages());
                case HORIZON_RAISED -> writeHorizon(out, (Event.HorizonRaised) event);
                case DELIVERIES_EXPOSED -> writeTargets(out, ((Event.DeliveriesExposed) event).messages());
                case EXPOSURE_SETTLED -> writeSettled(out, (Event.ExposureSettled) event);
                case QUEUE_COUNTED -> writeCounted(out, (Event.QueueCounted) event);
                case WATERMARK_NOTED -> out.writeByte(0);
                case BRANCH_PREPARED, BRANCH_ENDED, BRANCH_DECIDED, BRANCH_SEND_MOVED, BROKER_IDENTIFIED ->
                    BranchEventCodec.write(out, event);
                case MESSAGE_ANNOTATED -> writeAnnotated(out, (Event.MessageAnnotated) event);
                case MESSAGES_DEAD_LETTERED -> writeDeadLettered(out, (Event.MessagesDeadLettered) event);
                case MESSAGES_DROPPED -> writeTargets(out, ((MessagesDropped) event).messages());
                case QUEUE_MEASURED -> writeMeasured(out, (QueueMeasured) event);
                default -> throw new IllegalStateException("No format for " + event.kind() + ".");
            }
        }

        private static void writeQueueCreated(WireWriter out, Event.QueueCreated event) {
            out.writeInt(event.queue());
            Destination.write(out, event.destination());
        }

        private static void writeSubscriptionCreated(WireWriter out, Event.SubscriptionCreated event) {
            SubscriptionDefinition definition = event.subscription();
            out.writeInt(event.queue())
                    .writeString(definition.topic())
                    .writeString(definition.clientIdentifier())
                    .writeString(definition.name())
                    .writeString(definition.selector())
                    .writeBoolean(definition.noLocal())
                    .writeBoolean(definition.durable())
                    .writeBoolean(definition.shared());
        }

        private static void writeSessionRegistered(WireWriter out, Event.SessionRegistered event) {
            out.writeInt(event.session()).writeLong(event.keyHigh()).writeLong(event.keyLow());
        }

        private static void writeRefused(WireWriter out, Event.CommandRefused event) {
            writeCommand(out, event.command());
            out.writeShort(event.code().number()).writeString(event.text());
        }

        private static void writeHorizon(WireWriter out, Event.HorizonRaised event) {
            out.writeInt(event.queue()).writeLong(event.sequence());
        }

        private static void writeSettled(WireWriter out, Event.ExposureSettled event) {
            out.writeInt(event.queue()).writeInt(event.sequences().size());
            for (long sequence : event.sequences()) {
                out.writeLong(sequence);
            }
        }

        private static void writeCounted(WireWriter out, Event.QueueCounted event) {
            out.writeInt(event.queue())
                    .writeLong(event.nextSequence())
                    .writeLong(event.horizon())
                    .writeLong(event.enqueued())
                    .writeLong(event.acknowledged())
                    .writeLong(event.expired());
            if (event.deadLettered() != 0) {
                out.writeLong(event.deadLettered());
            }
        }

        private static void writeAnnotated(WireWriter out, Event.MessageAnnotated event) {
            out.writeInt(event.message().queue()).writeLong(event.message().sequence());
            out.writeBytes(event.annotations());
        }

        private static void writeDeadLettered(WireWriter out, Event.MessagesDeadLettered event) {
            writeCommand(out, event.command());
            writeTargets(out, event.messages());
        }

        private static void writeMeasured(WireWriter out, QueueMeasured event) {
            out.writeInt(event.queue()).writeLong(event.dropped()).writeLong(event.storedBytes());
        }

        static Event read(WireReader in, int code) {
            return switch (code) {
                case 1 -> new Event.BrokerStarted(in.readInt());
                case 2 -> new Event.QueueCreated(in.readInt(), Destination.read(in));
                case 3 -> new Event.SubscriptionCreated(in.readInt(), readDefinition(in));
                case 4 -> new Event.QueueDeleted(in.readInt());
                case 5 -> new Event.SessionRegistered(in.readInt(), in.readLong(), in.readLong());
                case 6 -> new Event.SessionAdvanced(readCommand(in));
                case 7 -> new Event.CommandRefused(readCommand(in), ErrorCode.of(in.readShort()), in.readString());
                case 8 -> new Event.SessionEnded(in.readInt());
                case 13 -> new Event.MessagesExpired(readTargets(in));
                case 14 -> new Event.HorizonRaised(in.readInt(), in.readLong());
                case 15 -> new Event.DeliveriesExposed(readTargets(in));
                case 16 -> new Event.ExposureSettled(in.readInt(), readSequences(in));
                case 17 -> readCounted(in, false);
                case 18 -> readWatermark(in);
                case 21, 22, 23, 24, 25 -> BranchEventCodec.read(in, code);
                case 20 -> new Event.MessageAnnotated(new Target(in.readInt(), in.readLong()), in.readBytes());
                case 30 -> new Event.MessagesDeadLettered(readCommand(in), readTargets(in));
                case 31 -> new MessagesDropped(readTargets(in));
                case 32 -> new QueueMeasured(in.readInt(), in.readLong(), in.readLong());
                default ->
                    throw new WireFormatException(
                            "Event " + code + " is not known: the journal was written by a newer Chasqui.");
            };
        }

        private static SubscriptionDefinition readDefinition(WireReader in) {
            return new SubscriptionDefinition(
                    in.readString(),
                    in.readNullableString(),
                    in.readNullableString(),
                    in.readNullableString(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean());
        }

        private static List<Long> readSequences(WireReader in) {
            int count = in.readCount(8);
            List<Long> sequences = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                sequences.add(in.readLong());
            }
            return sequences;
        }

        static Event.QueueCounted readCounted(WireReader in, boolean extended) {
            return new Event.QueueCounted(
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    extended ? in.readLong() : 0);
        }

        private static Event.WatermarkNoted readWatermark(WireReader in) {
            in.skip(1);
            return new Event.WatermarkNoted();
        }
    }
}
