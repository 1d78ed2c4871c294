package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A send that comes by parts. Its payload is held from the first part on, so that its bytes stay where they are put; if
 * the send never becomes complete, it is let go and they are dead. Nothing is decided before the last part, and nothing
 * is kept of a send of which it is clear from the beginning that it will not be done.
 */
final class Upload {
    private final SessionCommand.Send send;
    private final int length;
    private final boolean persistent;
    private byte[] head;
    private int headArrived;
    private int arrived;
    private @Nullable Payload payload;
    private @Nullable Refusal refusal;

    /**
     * A send of which nothing has been taken yet.
     *
     * @param first its first part
     * @param headBytes length of what comes before the body; that much is kept in memory
     */
    Upload(SendPart first, int headBytes) {
        this.send = first.send();
        this.length = first.messageBytes();
        this.persistent = SendCommands.persistent(first.bytes());
        this.head = new byte[headBytes];
    }

    SessionCommand.Send send() {
        return send;
    }

    /** Length of the message in bytes. */
    int length() {
        return length;
    }

    /** Delivery mode of the message. */
    boolean persistent() {
        return persistent;
    }

    /** Whether a part is the next one of this send. */
    boolean continuesWith(SendPart part) {
        return part.send().equals(send) && part.offset() == arrived;
    }

    /** Counts a part, and keeps of it what belongs to the head. */
    void take(byte[] part) {
        int missing = Math.min(head.length - headArrived, part.length);
        System.arraycopy(part, 0, head, headArrived, missing);
        headArrived += missing;
        arrived += part.length;
    }

    /**
     * All parts have come: memory keeps the head.
     *
     * @throws WireFormatException if it is not that of a message
     */
    void finish() {
        SealedMessage message = SealedMessage.ofHead(head, length);
        requirePayload().load(message.bytes());
    }

    void keepIn(Payload target) {
        payload = target;
    }

    /** Where the parts go; null when they are not kept. */
    @Nullable
    Payload payload() {
        return payload;
    }

    Payload requirePayload() {
        return Objects.requireNonNull(payload, "payload of a send that is not refused");
    }

    /** Gives the payload away. */
    void letGo() {
        payload = null;
    }

    /** Why it will not be done; null while nothing speaks against it. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    void refuse(Refusal reason) {
        refusal = reason;
        head = new byte[0];
        headArrived = 0;
    }
}
