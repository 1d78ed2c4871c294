package io.chasqui.broker.event;

import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Fields of the events about transaction branches. */
final class BranchEventCodec {
    private static final int LEAST_SEND_BYTES = 19;

    private BranchEventCodec() {}

    static void write(WireWriter out, Event event) {
        switch (event.kind()) {
            case BRANCH_PREPARED -> writePrepared(out, (Event.BranchPrepared) event);
            case BRANCH_ENDED -> writeEnded(out, (Event.BranchEnded) event);
            case BRANCH_DECIDED -> writeDecided(out, (Event.BranchDecided) event);
            case BROKER_IDENTIFIED -> writeIdentified(out, (Event.BrokerIdentified) event);
            case BRANCH_SEND_MOVED -> writeMoved(out, (BranchSendMoved) event);
            default -> throw new IllegalStateException("No format for " + event.kind() + ".");
        }
    }

    static Event read(WireReader in, int code) {
        return switch (code) {
            case 21 -> readPrepared(in, false);
            case 22 -> new Event.BranchEnded(EventCodec.readCommand(in), in.readInt());
            case 23 -> new Event.BranchDecided(in.readInt(), in.readBoolean());
            case 24 -> new Event.BrokerIdentified(in.readLong(), in.readLong());
            case 25 -> new BranchSendMoved(in.readInt(), in.readInt(), Payload.stored(EventCodec.readPlaces(in, true)));
            default ->
                throw new WireFormatException(
                        "Event " + code + " is not known: the journal was written by a newer Chasqui.");
        };
    }

    private static void writePrepared(WireWriter out, Event.BranchPrepared event) {
        EventCodec.writeCommand(out, event.command());
        out.writeInt(event.head().number());
        Xid.write(out, event.head().xid());
        out.writeString(event.head().sender());
        out.writeInt(event.part())
                .writeBoolean(event.last())
                .writeInt(event.sends().size());
        for (BranchSend send : event.sends()) {
            Destination.write(out, send.destination());
            EventCodec.writePlaces(out, send.payload().places());
        }
        EventCodec.writeTargets(out, event.deliveries());
    }

    static Event.BranchPrepared readPrepared(WireReader in, boolean checksums) {
        CommandName command = EventCodec.readCommand(in);
        BranchHead head = new BranchHead(in.readInt(), Xid.read(in), in.readNullableString());
        int part = in.readInt();
        boolean last = in.readBoolean();
        int count = in.readCount(LEAST_SEND_BYTES);
        List<BranchSend> sends = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sends.add(new BranchSend(Destination.read(in), Payload.stored(EventCodec.readPlaces(in, checksums))));
        }
        return new Event.BranchPrepared(command, head, part, last, sends, EventCodec.readTargets(in));
    }

    private static void writeEnded(WireWriter out, Event.BranchEnded event) {
        EventCodec.writeCommand(out, event.command());
        out.writeInt(event.branch());
    }

    private static void writeDecided(WireWriter out, Event.BranchDecided event) {
        out.writeInt(event.branch()).writeBoolean(event.committed());
    }

    private static void writeMoved(WireWriter out, BranchSendMoved event) {
        out.writeInt(event.branch()).writeInt(event.send());
        EventCodec.writePlaces(out, event.payload().places());
    }

    private static void writeIdentified(WireWriter out, Event.BrokerIdentified event) {
        out.writeLong(event.high()).writeLong(event.low());
    }
}
