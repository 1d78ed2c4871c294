package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Adopt;
import io.chasqui.protocol.frame.SessionCommand.CloseConsumer;
import io.chasqui.protocol.frame.SessionCommand.CloseSession;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.Expire;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionCommand.OpenConsumer;
import io.chasqui.protocol.frame.SessionCommand.OpenSession;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionCommand.Rollback;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionCommand.Unsubscribe;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/**
 * Fields of what a session asks of the broker. A sent message is not among them: it makes up the rest of its frame, so
 * that it can go out without being copied here.
 */
final class SessionCommandCodec {
    private static final byte[] NO_MESSAGE = {};

    private SessionCommandCodec() {}

    static void write(WireWriter out, OpenSession frame) {
        out.writeInt(frame.session()).writeLong(frame.keyHigh()).writeLong(frame.keyLow());
        out.writeByte(frame.mode().code()).writeInt(frame.epoch()).writeBoolean(frame.reattach());
        out.writeLong(frame.confirmed());
        DeliveryNames.writeAll(out, frame.held());
    }

    static OpenSession readOpenSession(int connection, WireReader in) {
        return new OpenSession(
                connection,
                in.readInt(),
                in.readLong(),
                in.readLong(),
                AcknowledgeMode.of(in.readUnsignedByte()),
                in.readInt(),
                in.readBoolean(),
                in.readLong(),
                DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, CloseSession frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        DeliveryNames.writeAll(out, frame.seen());
    }

    static CloseSession readCloseSession(int connection, WireReader in) {
        return new CloseSession(connection, in.readInt(), in.readLong(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Send frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeBoolean(frame.transacted());
        Destination.write(out, frame.destination());
    }

    static Send readSend(int connection, WireReader in) {
        int session = in.readInt();
        long sequence = in.readLong();
        boolean transacted = in.readBoolean();
        Destination destination = Destination.read(in);
        return new Send(connection, session, sequence, destination, transacted, in.readRaw(in.remaining()));
    }

    /** Reads what comes before the message. */
    static Send readSendFields(int connection, WireReader in) {
        int session = in.readInt();
        long sequence = in.readLong();
        boolean transacted = in.readBoolean();
        return new Send(connection, session, sequence, Destination.read(in), transacted, NO_MESSAGE);
    }

    static void write(WireWriter out, OpenConsumer frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.consumer());
        out.writeByte(frame.consumerKind().code());
        Destination.write(out, frame.destination());
        out.writeString(frame.subscription()).writeString(frame.selector());
        out.writeBoolean(frame.noLocal()).writeInt(frame.credit());
    }

    static OpenConsumer readOpenConsumer(int connection, WireReader in) {
        return new OpenConsumer(
                connection,
                in.readInt(),
                in.readLong(),
                in.readInt(),
                ConsumerKind.of(in.readUnsignedByte()),
                Destination.read(in),
                in.readNullableString(),
                in.readNullableString(),
                in.readBoolean(),
                in.readInt());
    }

    static void write(WireWriter out, CloseConsumer frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.consumer());
        DeliveryNames.writeAll(out, frame.held());
    }

    static CloseConsumer readCloseConsumer(int connection, WireReader in) {
        return new CloseConsumer(connection, in.readInt(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Acknowledge frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        DeliveryNames.writeAll(out, frame.deliveries());
        out.writeBoolean(frame.urgent());
    }

    static Acknowledge readAcknowledge(int connection, WireReader in) {
        return new Acknowledge(connection, in.readInt(), in.readLong(), DeliveryNames.readAll(in), in.readBoolean());
    }

    static void write(WireWriter out, Expire frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        DeliveryNames.writeAll(out, frame.deliveries());
    }

    static Expire readExpire(int connection, WireReader in) {
        return new Expire(connection, in.readInt(), in.readLong(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Release frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.epoch());
        DeliveryNames.writeAll(out, frame.seen());
    }

    static Release readRelease(int connection, WireReader in) {
        return new Release(connection, in.readInt(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Commit frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.sends());
        DeliveryNames.writeAll(out, frame.deliveries());
    }

    static Commit readCommit(int connection, WireReader in) {
        return new Commit(connection, in.readInt(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Rollback frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.epoch());
        DeliveryNames.writeAll(out, frame.seen());
    }

    static Rollback readRollback(int connection, WireReader in) {
        return new Rollback(connection, in.readInt(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Unsubscribe frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeString(frame.subscription());
    }

    static Unsubscribe readUnsubscribe(int connection, WireReader in) {
        return new Unsubscribe(connection, in.readInt(), in.readLong(), in.readString());
    }

    static void write(WireWriter out, Adopt frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.fromSession());
        DeliveryNames.writeAll(out, frame.deliveries());
    }

    static Adopt readAdopt(int connection, WireReader in) {
        return new Adopt(connection, in.readInt(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, Flow frame) {
        out.writeInt(frame.session()).writeInt(frame.consumer()).writeInt(frame.epoch());
        out.writeInt(frame.credit()).writeBoolean(frame.drain());
    }

    static Flow readFlow(int connection, WireReader in) {
        return new Flow(connection, in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readBoolean());
    }
}
