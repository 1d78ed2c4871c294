package io.chasqui.protocol.codec;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.Drained;
import io.chasqui.protocol.frame.SessionEvent.Refuse;
import io.chasqui.protocol.frame.SessionEvent.SessionOpened;
import io.chasqui.protocol.frame.SessionEvent.SessionRefused;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/** Fields of what the broker sends to a session. As with sends, a delivered message is the rest of its frame. */
final class SessionEventCodec {
    private SessionEventCodec() {}

    static void write(WireWriter out, SessionOpened frame) {
        out.writeInt(frame.session()).writeBoolean(frame.resumed()).writeLong(frame.decided());
        out.writeInt(frame.sendCreditBytes());
        DeliveryNames.writeAll(out, frame.lost());
    }

    static SessionOpened readSessionOpened(int connection, WireReader in) {
        return new SessionOpened(
                connection, in.readInt(), in.readBoolean(), in.readLong(), in.readInt(), DeliveryNames.readAll(in));
    }

    static void write(WireWriter out, SessionRefused frame) {
        out.writeInt(frame.session()).writeShort(frame.code().number()).writeString(frame.text());
    }

    static SessionRefused readSessionRefused(int connection, WireReader in) {
        return new SessionRefused(connection, in.readInt(), ErrorCode.of(in.readShort()), in.readString());
    }

    static void write(WireWriter out, Confirm frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence()).writeInt(frame.sendCreditBytes());
    }

    static Confirm readConfirm(int connection, WireReader in) {
        return new Confirm(connection, in.readInt(), in.readLong(), in.readInt());
    }

    static void write(WireWriter out, Refuse frame) {
        out.writeInt(frame.session()).writeLong(frame.sequence());
        out.writeShort(frame.code().number()).writeString(frame.text());
    }

    static Refuse readRefuse(int connection, WireReader in) {
        return new Refuse(connection, in.readInt(), in.readLong(), ErrorCode.of(in.readShort()), in.readString());
    }

    static void write(WireWriter out, Deliver frame) {
        out.writeInt(frame.session()).writeInt(frame.consumer()).writeInt(frame.epoch());
        DeliveryNames.write(out, frame.name());
        out.writeInt(frame.deliveryCount()).writeBytes(frame.annotations());
    }

    static Deliver readDeliver(int connection, WireReader in) {
        int session = in.readInt();
        int consumer = in.readInt();
        int epoch = in.readInt();
        DeliveryName name = DeliveryNames.read(in);
        int deliveryCount = in.readInt();
        byte[] annotations = in.readBytes();
        byte[] message = in.readRaw(in.remaining());
        return new Deliver(connection, session, consumer, epoch, name, deliveryCount, annotations, message);
    }

    static void write(WireWriter out, Drained frame) {
        out.writeInt(frame.session()).writeInt(frame.consumer()).writeInt(frame.epoch());
    }

    static Drained readDrained(int connection, WireReader in) {
        return new Drained(connection, in.readInt(), in.readInt(), in.readInt());
    }
}
