package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Router;
import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes large messages part by part: each part goes to the disk when it comes, and the broker never has more of the message
 * in memory than its head. A session has one such send at a time, because its frames do not overtake each other.
 */
final class LargeSends {
    private static final int PART_BYTES = 64 << 10;

    private final Engine engine;
    private final SendRules rules;

    LargeSends(Engine engine, SendRules rules) {
        this.engine = engine;
        this.rules = rules;
    }

    /**
     * Takes a part that came over a link.
     *
     * @return the send if it is complete now, to be decided in its turn; null while parts are missing
     */
    @Nullable
    Upload take(ClientSession session, SendPart part) {
        Upload upload = part.first() ? begin(session, part) : session.upload();
        if (upload == null || !upload.continuesWith(part)) {
            throw new ProtocolViolationException("A part of command "
                    + part.send().sequence() + " of session " + session.number() + " came that continues nothing.");
        }
        add(upload, part.bytes());
        if (!part.last()) {
            return null;
        }
        session.upload(null);
        return finished(upload);
    }

    /** Takes a message that is there as a whole the same way, so that nobody has to keep it. */
    Upload takeWhole(ClientSession session, SessionCommand.Send send) {
        byte[] message = send.message();
        byte[] start = Arrays.copyOf(message, Math.min(PART_BYTES, message.length));
        Upload upload = open(session, new SendPart(send, message.length, 0, start));
        add(upload, start);
        for (int from = start.length; from < message.length; from += PART_BYTES) {
            add(upload, Arrays.copyOfRange(message, from, Math.min(message.length, from + PART_BYTES)));
        }
        return finished(upload);
    }

    /** A session's sends that are not decided will not be: what came of them is dead. */
    void forget(ClientSession session) {
        Upload unfinished = session.upload();
        if (unfinished != null) {
            release(unfinished);
            session.upload(null);
        }
        session.complete().values().forEach(this::release);
        session.complete().clear();
    }

    /** Lets go of what a send has put on the disk. */
    void release(Upload upload) {
        Payload payload = upload.payload();
        if (payload != null) {
            upload.letGo();
            engine.state().payloads().release(payload);
        }
    }

    private Upload begin(ClientSession session, SendPart first) {
        long sequence = first.send().sequence();
        if (session.upload() != null) {
            throw new ProtocolViolationException("Command " + sequence + " of session " + session.number()
                    + " began before another one was complete.");
        }
        if (sequence > session.decided()) {
            session.expect(sequence);
        }
        Upload upload = open(session, first);
        session.upload(upload);
        return upload;
    }

    private Upload open(ClientSession session, SendPart first) {
        Refusal refusal = refuseShape(first);
        Upload upload = new Upload(first, refusal == null ? SealedMessage.headBytes(first.bytes()) : 0);
        SessionCommand.Send send = first.send();
        if (send.sequence() <= session.decided()) {
            return upload; // a repeat: it is answered from memory, and nothing of it is kept
        }
        if (refusal == null) {
            refusal = rules.check(session, send.destination(), upload.persistent());
        }
        if (refusal != null) {
            upload.refuse(refusal);
            return upload;
        }
        boolean keep = upload.persistent() && Router.keeps(engine.state(), send.destination());
        Payload payload = Payload.arriving(upload.length(), keep);
        engine.state().payloads().retain(payload);
        upload.keepIn(payload);
        return upload;
    }

    private static @Nullable Refusal refuseShape(SendPart first) {
        try {
            int headBytes = SealedMessage.headBytes(first.bytes());
            return headBytes > first.messageBytes()
                    ? malformed("its lengths contradict each other.")
                    : SendRules.refuseHead(first.messageBytes(), headBytes);
        } catch (WireFormatException malformed) {
            return malformed(malformed.getMessage());
        }
    }

    /** All parts have come. */
    private Upload finished(Upload upload) {
        if (upload.payload() != null) {
            try {
                upload.finish();
            } catch (WireFormatException malformed) {
                release(upload);
                upload.refuse(malformed(malformed.getMessage()));
            }
        }
        return upload;
    }

    private void add(Upload upload, byte[] part) {
        Payload payload = upload.payload();
        upload.take(part);
        if (payload == null) {
            return;
        }
        boolean roomLeft = !payload.persistent() || engine.staging().acceptsSends();
        if (!roomLeft || !engine.staging().stageNext(payload, part)) {
            release(upload);
            upload.refuse(SendRules.diskFull());
        }
    }

    private static Refusal malformed(@Nullable String why) {
        return new Refusal(ErrorCode.PROTOCOL, "The message is malformed: " + why);
    }
}
