package io.chasqui.protocol.codec;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Pong;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/** Fields of the frames about the physical link. */
final class LinkFrameCodec {
    private LinkFrameCodec() {}

    static void write(WireWriter out, Hello frame) {
        out.writeInt(frame.leastVersion()).writeInt(frame.greatestVersion()).writeLong(frame.features());
        out.writeString(frame.user()).writeString(frame.password());
        out.writeInt(frame.heartbeatMillis()).writeString(frame.software());
    }

    static Hello readHello(WireReader in) {
        return new Hello(
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readNullableString(),
                in.readNullableString(),
                in.readInt(),
                in.readString());
    }

    static void write(WireWriter out, Welcome frame) {
        out.writeInt(frame.version()).writeLong(frame.features()).writeLong(frame.incarnation());
        out.writeLong(frame.brokerHigh()).writeLong(frame.brokerLow());
        out.writeLong(frame.brokerTimeMillis()).writeInt(frame.heartbeatMillis());
        out.writeInt(frame.messageLimitBytes()).writeString(frame.software());
    }

    static Welcome readWelcome(WireReader in) {
        return new Welcome(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readString());
    }

    static void write(WireWriter out, Goodbye frame) {
        out.writeShort(frame.code().number()).writeString(frame.text());
    }

    static Goodbye readGoodbye(WireReader in) {
        return new Goodbye(ErrorCode.of(in.readShort()), in.readString());
    }

    static void write(WireWriter out, Ping frame) {
        out.writeLong(frame.token());
    }

    static Ping readPing(WireReader in) {
        return new Ping(in.readLong());
    }

    static void write(WireWriter out, Pong frame) {
        out.writeLong(frame.token());
    }

    static Pong readPong(WireReader in) {
        return new Pong(in.readLong());
    }
}
