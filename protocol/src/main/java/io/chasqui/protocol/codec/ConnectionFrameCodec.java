package io.chasqui.protocol.codec;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionRefused;
import io.chasqui.protocol.frame.ConnectionFrame.DeclareTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.DeleteTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.ConnectionFrame.TemporaryDeleted;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** Fields of the frames about a virtual connection; those that have none besides its number need no method here. */
final class ConnectionFrameCodec {
    private static final int NO_ERROR = 0;

    private ConnectionFrameCodec() {}

    static void write(WireWriter out, OpenConnection frame) {
        out.writeLong(frame.keyHigh()).writeLong(frame.keyLow()).writeString(frame.clientIdentifier());
    }

    static OpenConnection readOpenConnection(int connection, WireReader in) {
        return new OpenConnection(connection, in.readLong(), in.readLong(), in.readNullableString());
    }

    static void write(WireWriter out, ConnectionRefused frame) {
        out.writeShort(frame.code().number()).writeString(frame.text());
    }

    static ConnectionRefused readConnectionRefused(int connection, WireReader in) {
        return new ConnectionRefused(connection, ErrorCode.of(in.readShort()), in.readString());
    }

    static void write(WireWriter out, DeclareTemporary frame) {
        Destination.write(out, frame.destination());
    }

    static DeclareTemporary readDeclareTemporary(int connection, WireReader in) {
        return new DeclareTemporary(connection, Destination.read(in));
    }

    static void write(WireWriter out, DeleteTemporary frame) {
        Destination.write(out, frame.destination());
    }

    static DeleteTemporary readDeleteTemporary(int connection, WireReader in) {
        return new DeleteTemporary(connection, Destination.read(in));
    }

    static void write(WireWriter out, TemporaryDeleted frame) {
        ErrorCode code = frame.code();
        Destination.write(out, frame.destination());
        out.writeShort(code == null ? NO_ERROR : code.number()).writeString(frame.text());
    }

    static TemporaryDeleted readTemporaryDeleted(int connection, WireReader in) {
        Destination destination = Destination.read(in);
        int number = in.readShort();
        @Nullable ErrorCode code = number == NO_ERROR ? null : ErrorCode.of(number);
        return new TemporaryDeleted(connection, destination, code, in.readString());
    }
}
