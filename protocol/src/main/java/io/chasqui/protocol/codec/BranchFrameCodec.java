package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.SessionCommand.XaDecide;
import io.chasqui.protocol.frame.SessionCommand.XaEnd;
import io.chasqui.protocol.frame.SessionCommand.XaRecover;
import io.chasqui.protocol.frame.SessionCommand.XaStart;
import io.chasqui.protocol.frame.SessionEvent.XaBranches;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Fields of the frames about transaction branches. */
final class BranchFrameCodec {
    private static final int LEAST_XID_BYTES = 6;

    private BranchFrameCodec() {}

    static void write(WireWriter out, XaStart frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        Xid.write(out, frame.xid());
        out.writeByte(frame.entry().code()).writeInt(frame.timeoutSeconds());
    }

    static XaStart readStart(int connection, WireReader in) {
        return new XaStart(
                connection,
                in.readInt(),
                in.readLong(),
                Xid.read(in),
                BranchEntry.of(in.readUnsignedByte()),
                in.readInt());
    }

    static void write(WireWriter out, XaEnd frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        Xid.write(out, frame.xid());
        out.writeByte(frame.exit().code()).writeInt(frame.sends());
        DeliveryNames.writeAll(out, frame.deliveries());
    }

    static XaEnd readEnd(int connection, WireReader in) {
        return new XaEnd(
                connection,
                in.readInt(),
                in.readLong(),
                Xid.read(in),
                BranchExit.of(in.readUnsignedByte()),
                in.readInt(),
                DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, XaDecide frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        Xid.write(out, frame.xid());
        out.writeByte(frame.verb().code());
    }

    static XaDecide readDecide(int connection, WireReader in) {
        return new XaDecide(
                connection, in.readInt(), in.readLong(), Xid.read(in), BranchVerb.of(in.readUnsignedByte()));
    }

    static void write(WireWriter out, XaRecover frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
    }

    static XaRecover readRecover(int connection, WireReader in) {
        return new XaRecover(connection, in.readInt(), in.readLong());
    }

    static void write(WireWriter out, XaBranches frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        out.writeInt(frame.branches().size());
        for (Xid xid : frame.branches()) {
            Xid.write(out, xid);
        }
    }

    static XaBranches readBranches(int connection, WireReader in) {
        int session = in.readInt();
        long sequence = in.readLong();
        int count = in.readCount(LEAST_XID_BYTES);
        List<Xid> branches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            branches.add(Xid.read(in));
        }
        return new XaBranches(connection, session, sequence, branches);
    }
}
