package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.message.MessageSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * A payload on its way to a client, read from the disk one part at a time by the link that takes it. The payload is held
 * until the source is closed, so that its bytes stay where they are whatever happens to the message meanwhile. One thread
 * at a time reads.
 */
final class StoredMessage implements MessageSource {
    private static final byte[] NOTHING = {};

    private final Payload payload;
    private final List<Place> places;
    private final PayloadParts parts;
    private final Consumer<Payload> closed;
    private final Consumer<RuntimeException> failed;
    private byte[] part = NOTHING;
    private int partFrom;

    /**
     * A source that nothing was read from.
     *
     * @param payload is held already
     * @param parts reads from the disk
     * @param closed lets go of the payload; called by the thread that closes
     * @param failed is told of bytes that cannot be read
     */
    StoredMessage(Payload payload, PayloadParts parts, Consumer<Payload> closed, Consumer<RuntimeException> failed) {
        this.payload = payload;
        this.places = payload.places();
        this.parts = parts;
        this.closed = closed;
        this.failed = failed;
    }

    @Override
    public int length() {
        return payload.length();
    }

    @Override
    public void read(int offset, int length, Target target) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (at >= partFrom + part.length || at < partFrom) {
                open(at);
            }
            int count = Math.min(end, partFrom + part.length) - at;
            target.write(part, at - partFrom, count);
            at += count;
        }
    }

    @Override
    public void close() {
        part = NOTHING;
        closed.accept(payload);
    }

    private void open(int at) {
        part = NOTHING; // two parts are never held at a time
        int from = 0;
        for (Place place : places) {
            if (at < from + place.length()) {
                part = read(place);
                partFrom = from;
                return;
            }
            from += place.length();
        }
        throw new IllegalStateException("Byte " + at + " of a message of " + length() + " bytes lies nowhere.");
    }

    private byte[] read(Place place) {
        try {
            return parts.read(place);
        } catch (RuntimeException unreadable) {
            failed.accept(unreadable);
            throw unreadable;
        }
    }
}
