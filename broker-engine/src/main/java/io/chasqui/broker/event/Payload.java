package io.chasqui.broker.event;

import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.message.SealedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sealed bytes of one message, shared by all queues and subscriptions that hold it. They are in memory, on disk at
 * known places, or both; at least one of the two always holds while the payload is referenced. Of a large message memory
 * has only the head most of the time: everything before the body, which is what the broker works with.
 *
 * <p>Belongs to the baton's holder.
 */
public final class Payload {
    private final int length;
    private final boolean persistent;
    private byte @Nullable [] bytes;
    private List<Place> places = List.of();
    private int references;
    private int holds;
    private int cachedBytes;
    private @Nullable Resident resident;
    private List<Resident> moreResidents = List.of();
    private @Nullable Runnable onPlaced;
    private List<Runnable> moreOnPlaced = List.of();

    /** A message in memory that has the payload. */
    public interface Resident {
        /** The bytes have left memory; they can be read back. */
        void unloaded();
    }

    private Payload(int length, boolean persistent) {
        this.length = length;
        this.persistent = persistent;
    }

    /**
     * A payload that came over a link.
     *
     * @param bytes the sealed message
     * @param persistent whether the journal is to keep it
     */
    public static Payload arrived(byte[] bytes, boolean persistent) {
        Payload payload = new Payload(bytes.length, persistent);
        payload.bytes = bytes;
        return payload;
    }

    /**
     * A payload that comes by parts, each of which {@linkplain #addPlace gets a place}.
     *
     * @param length of all of it in bytes
     * @param persistent whether the journal is to keep it
     */
    public static Payload arriving(int length, boolean persistent) {
        return new Payload(length, persistent);
    }

    /** A payload that lies in the journal, in one or more parts. */
    public static Payload stored(List<Place> places) {
        Payload payload = new Payload(places.stream().mapToInt(Place::length).sum(), true);
        payload.places = List.copyOf(places);
        return payload;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    /** Whether the journal keeps it. */
    public boolean persistent() {
        return persistent;
    }

    /** What is in memory: all bytes, or the head of a large message at least; null if nothing is. */
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /** All bytes, which must be in memory. */
    public byte[] requireBytes() {
        byte[] present = requireHead();
        if (present.length < length) {
            throw new IllegalStateException("Only the head of a payload of " + length + " bytes is in memory.");
        }
        return present;
    }

    /** The head at least, which must be in memory. */
    public byte[] requireHead() {
        return Objects.requireNonNull(bytes, "payload bytes are not in memory");
    }

    /** What can be known of the message without its body; the head must be in memory. */
    public SealedMessage message() {
        return SealedMessage.ofHead(requireHead(), length);
    }

    /** Whether all bytes are in memory. */
    public boolean whole() {
        byte[] present = bytes;
        return present != null && present.length == length;
    }

    /** Whether memory is to have only the head of it, unless it came as a whole. */
    public boolean large() {
        return length > SealedMessage.LARGE_BYTES;
    }

    /** Where the parts lie; empty while nowhere on disk. */
    public List<Place> places() {
        return places;
    }

    /** Whether the bytes can be read back from disk. */
    public boolean placed() {
        return !places.isEmpty();
    }

    /** Says where the bytes lie. */
    public void placeAt(List<Place> newPlaces) {
        this.places = List.copyOf(newPlaces);
        Runnable first = onPlaced;
        List<Runnable> more = moreOnPlaced;
        onPlaced = null;
        moreOnPlaced = List.of();
        if (first != null) {
            first.run();
        }
        more.forEach(Runnable::run);
    }

    /** Has something done as soon as the bytes have a place; now if they have one. */
    public void whenPlaced(Runnable action) {
        if (placed()) {
            action.run();
        } else if (onPlaced == null) {
            onPlaced = action;
        } else {
            if (moreOnPlaced.isEmpty()) {
                moreOnPlaced = new ArrayList<>(2);
            }
            moreOnPlaced.add(action);
        }
    }

    /** Says where the next part lies. */
    public void addPlace(Place next) {
        List<Place> more = new ArrayList<>(places.size() + 1);
        more.addAll(places);
        more.add(next);
        this.places = Collections.unmodifiableList(more);
    }

    /** Brings the bytes into memory; of a large payload the head will do. */
    public void load(byte[] loaded) {
        if (large() ? loaded.length > length : loaded.length != length) {
            throw new IllegalStateException("A payload of " + length + " bytes was read as " + loaded.length + ".");
        }
        this.bytes = loaded;
    }

    /** Lets go of the bytes in memory. */
    public void unload() {
        if (!placed()) {
            throw new IllegalStateException("A payload that lies nowhere on disk must stay in memory.");
        }
        this.bytes = null;
        for (int i = moreResidents.size() - 1; i >= 0; i--) { // they leave in this order, each from the end of the list
            moreResidents.get(i).unloaded();
        }
        if (resident != null) {
            resident.unloaded();
        }
    }

    /** Counts somebody who holds it beside messages: a transaction, a branch, an upload, or a link that reads it. */
    public void hold() {
        holds++;
    }

    /** Counts one less of those who hold it beside messages. */
    public void unhold() {
        holds--;
    }

    /** Number of those who hold it beside messages. */
    public int holds() {
        return holds;
    }

    /** A message in memory has it. */
    public void addResident(Resident added) {
        if (resident == null) {
            resident = added;
            return;
        }
        if (moreResidents.isEmpty()) {
            moreResidents = new ArrayList<>(2);
        }
        moreResidents.add(added);
    }

    /** A message in memory has it no more. */
    public void removeResident(Resident gone) {
        if (resident == gone) {
            resident = moreResidents.isEmpty() ? null : moreResidents.remove(moreResidents.size() - 1);
        } else {
            int at = moreResidents.lastIndexOf(gone);
            if (at >= 0) {
                moreResidents.remove(at);
            }
        }
    }

    /** Number of messages in memory that have it. */
    public int residents() {
        return (resident == null ? 0 : 1) + moreResidents.size();
    }

    /** Counts one more holder. */
    public void retain() {
        references++;
    }

    /**
     * Counts one holder less.
     *
     * @return whether nobody holds it any more; its bytes are then gone from memory
     */
    public boolean release() {
        references--;
        if (references > 0) {
            return false;
        }
        bytes = null;
        return true;
    }

    /** Bytes that the payload cache counts for it. */
    public int cachedBytes() {
        return cachedBytes;
    }

    /** Notes how many bytes the payload cache counts for it, 0 for none. */
    public void cachedBytes(int counted) {
        this.cachedBytes = counted;
    }

    /** Whether somebody holds it. */
    public boolean referenced() {
        return references > 0;
    }
}
