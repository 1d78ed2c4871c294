package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionClosed;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionOpened;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionRefused;
import io.chasqui.protocol.frame.ConnectionFrame.DeclareTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.DeleteTemporary;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.ConnectionFrame.TemporaryDeleted;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Pong;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
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
import io.chasqui.protocol.frame.SessionCommand.XaDecide;
import io.chasqui.protocol.frame.SessionCommand.XaEnd;
import io.chasqui.protocol.frame.SessionCommand.XaRecover;
import io.chasqui.protocol.frame.SessionCommand.XaStart;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.frame.SessionEvent.Drained;
import io.chasqui.protocol.frame.SessionEvent.Refuse;
import io.chasqui.protocol.frame.SessionEvent.SessionOpened;
import io.chasqui.protocol.frame.SessionEvent.SessionRefused;
import io.chasqui.protocol.frame.SessionEvent.XaBranches;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/**
 * Leads from a frame's kind to the code that writes or reads its fields. A frame's payload is its fields, and behind
 * them, for the two frames that carry one, the sealed message up to the end of the payload.
 */
final class FrameCodec {
    private static final byte[] NO_MESSAGE = {};
    private static final FrameKind[] KINDS = kindsByCode();

    private FrameCodec() {}

    /** The kind with the given code. */
    static FrameKind kind(int code) {
        FrameKind kind = code < KINDS.length ? KINDS[code] : FrameKind.HELLO;
        if (kind.code() != code) {
            throw new WireFormatException("No frame kind has the code " + code + ".");
        }
        return kind;
    }

    /** Whether frames of this kind end with a message. */
    static boolean carriesMessage(FrameKind kind) {
        return kind == FrameKind.SEND || kind == FrameKind.DELIVER;
    }

    /** The message that follows the fields; empty for frames that carry none. */
    static byte[] message(Frame frame) {
        if (frame instanceof Send send) {
            return send.message();
        }
        return frame instanceof Deliver deliver ? deliver.message() : NO_MESSAGE;
    }

    /** Appends a frame's fields, without its message. */
    static void writeFields(WireWriter out, Frame frame) {
        switch (frame.kind()) {
            case HELLO -> LinkFrameCodec.write(out, (Hello) frame);
            case WELCOME -> LinkFrameCodec.write(out, (Welcome) frame);
            case GOODBYE -> LinkFrameCodec.write(out, (Goodbye) frame);
            case PING -> LinkFrameCodec.write(out, (Ping) frame);
            case PONG -> LinkFrameCodec.write(out, (Pong) frame);
            case OPEN_CONNECTION -> ConnectionFrameCodec.write(out, (OpenConnection) frame);
            case CONNECTION_REFUSED -> ConnectionFrameCodec.write(out, (ConnectionRefused) frame);
            case CONNECTION_OPENED, CLOSE_CONNECTION, CONNECTION_CLOSED -> {}
            case DECLARE_TEMPORARY -> ConnectionFrameCodec.write(out, (DeclareTemporary) frame);
            case DELETE_TEMPORARY -> ConnectionFrameCodec.write(out, (DeleteTemporary) frame);
            case TEMPORARY_DELETED -> ConnectionFrameCodec.write(out, (TemporaryDeleted) frame);
            case OPEN_SESSION -> SessionCommandCodec.write(out, (OpenSession) frame);
            case SESSION_OPENED -> SessionEventCodec.write(out, (SessionOpened) frame);
            case SESSION_REFUSED -> SessionEventCodec.write(out, (SessionRefused) frame);
            case CLOSE_SESSION -> SessionCommandCodec.write(out, (CloseSession) frame);
            case SEND -> SessionCommandCodec.write(out, (Send) frame);
            case OPEN_CONSUMER -> SessionCommandCodec.write(out, (OpenConsumer) frame);
            case CLOSE_CONSUMER -> SessionCommandCodec.write(out, (CloseConsumer) frame);
            case ACKNOWLEDGE -> SessionCommandCodec.write(out, (Acknowledge) frame);
            case EXPIRE -> SessionCommandCodec.write(out, (Expire) frame);
            case RELEASE -> SessionCommandCodec.write(out, (Release) frame);
            case COMMIT -> SessionCommandCodec.write(out, (Commit) frame);
            case ROLLBACK -> SessionCommandCodec.write(out, (Rollback) frame);
            case UNSUBSCRIBE -> SessionCommandCodec.write(out, (Unsubscribe) frame);
            case FLOW -> SessionCommandCodec.write(out, (Flow) frame);
            case ADOPT -> SessionCommandCodec.write(out, (Adopt) frame);
            case CONFIRM -> SessionEventCodec.write(out, (Confirm) frame);
            case REFUSE -> SessionEventCodec.write(out, (Refuse) frame);
            case DELIVER -> SessionEventCodec.write(out, fields((SessionEvent) frame));
            case DRAINED -> SessionEventCodec.write(out, (Drained) frame);
            case XA_START -> BranchFrameCodec.write(out, (XaStart) frame);
            case XA_END -> BranchFrameCodec.write(out, (XaEnd) frame);
            case XA_DECIDE -> BranchFrameCodec.write(out, (XaDecide) frame);
            case XA_RECOVER -> BranchFrameCodec.write(out, (XaRecover) frame);
            case XA_BRANCHES -> BranchFrameCodec.write(out, (XaBranches) frame);
        }
    }

    private static Deliver fields(SessionEvent frame) {
        return frame instanceof DeliverStored stored ? stored.fields() : (Deliver) frame;
    }

    /** Reads a frame from its whole payload. */
    static Frame read(FrameLabel label, WireReader in) {
        int connection = label.connection();
        Frame frame = switch (label.kind()) {
            case HELLO -> LinkFrameCodec.readHello(in);
            case WELCOME -> LinkFrameCodec.readWelcome(in);
            case GOODBYE -> LinkFrameCodec.readGoodbye(in);
            case PING -> LinkFrameCodec.readPing(in);
            case PONG -> LinkFrameCodec.readPong(in);
            case OPEN_CONNECTION -> ConnectionFrameCodec.readOpenConnection(connection, in);
            case CONNECTION_OPENED -> new ConnectionOpened(connection);
            case CONNECTION_REFUSED -> ConnectionFrameCodec.readConnectionRefused(connection, in);
            case CLOSE_CONNECTION -> new CloseConnection(connection);
            case CONNECTION_CLOSED -> new ConnectionClosed(connection);
            case DECLARE_TEMPORARY -> ConnectionFrameCodec.readDeclareTemporary(connection, in);
            case DELETE_TEMPORARY -> ConnectionFrameCodec.readDeleteTemporary(connection, in);
            case TEMPORARY_DELETED -> ConnectionFrameCodec.readTemporaryDeleted(connection, in);
            case OPEN_SESSION -> SessionCommandCodec.readOpenSession(connection, in);
            case SESSION_OPENED -> SessionEventCodec.readSessionOpened(connection, in);
            case SESSION_REFUSED -> SessionEventCodec.readSessionRefused(connection, in);
            case CLOSE_SESSION -> SessionCommandCodec.readCloseSession(connection, in);
            case SEND -> SessionCommandCodec.readSend(connection, in);
            case OPEN_CONSUMER -> SessionCommandCodec.readOpenConsumer(connection, in);
            case CLOSE_CONSUMER -> SessionCommandCodec.readCloseConsumer(connection, in);
            case ACKNOWLEDGE -> SessionCommandCodec.readAcknowledge(connection, in);
            case EXPIRE -> SessionCommandCodec.readExpire(connection, in);
            case RELEASE -> SessionCommandCodec.readRelease(connection, in);
            case COMMIT -> SessionCommandCodec.readCommit(connection, in);
            case ROLLBACK -> SessionCommandCodec.readRollback(connection, in);
            case UNSUBSCRIBE -> SessionCommandCodec.readUnsubscribe(connection, in);
            case FLOW -> SessionCommandCodec.readFlow(connection, in);
            case ADOPT -> SessionCommandCodec.readAdopt(connection, in);
            case CONFIRM -> SessionEventCodec.readConfirm(connection, in);
            case REFUSE -> SessionEventCodec.readRefuse(connection, in);
            case DELIVER -> SessionEventCodec.readDeliver(connection, in);
            case DRAINED -> SessionEventCodec.readDrained(connection, in);
            case XA_START -> BranchFrameCodec.readStart(connection, in);
            case XA_END -> BranchFrameCodec.readEnd(connection, in);
            case XA_DECIDE -> BranchFrameCodec.readDecide(connection, in);
            case XA_RECOVER -> BranchFrameCodec.readRecover(connection, in);
            case XA_BRANCHES -> BranchFrameCodec.readBranches(connection, in);
        };
        in.expectEnd();
        return frame;
    }

    private static FrameKind[] kindsByCode() {
        FrameKind[] kinds = new FrameKind[256];
        for (int code = 0; code < kinds.length; code++) {
            kinds[code] = FrameKind.HELLO;
        }
        for (FrameKind kind : FrameKind.values()) {
            kinds[kind.code()] = kind;
        }
        return kinds;
    }
}
