package io.chasqui.protocol.codec;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionRefused;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/** Fields of the frames about a virtual connection; those that have none besides its number need no method here. */
final class ConnectionFrameCodec {
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
}
