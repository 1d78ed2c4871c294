package io.chasqui.protocol.message;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The provider-specific address of Jakarta Messaging 3.1 §2.6: what kind of destination, and its name. The name is data
 * only; it never becomes part of a file path.
 *
 * @param kind queue or topic, temporary or not
 * @param name 1 to 1,024 characters, case sensitive
 */
public record Destination(Kind kind, String name) {
    /** Longest name in characters. */
    public static final int NAME_LIMIT = 1024;

    /** The names of temporary destinations begin so, and no others do. */
    public static final String TEMPORARY_PREFIX = "chasqui.temporary.";

    private static final int ABSENT = 0xFF;

    /** What a destination is. */
    public enum Kind {
        /** Point-to-point, durable. */
        QUEUE(0),
        /** Publish/subscribe, durable. */
        TOPIC(1),
        /** A queue that lives as long as its connection. */
        TEMPORARY_QUEUE(2),
        /** A topic that lives as long as its connection. */
        TEMPORARY_TOPIC(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The code on the wire, never reused. */
        public int code() {
            return code;
        }
    }

    /** Checks the name's length. */
    public Destination {
        Objects.requireNonNull(kind, "kind");
        if (name.isEmpty() || name.length() > NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "A destination name needs 1 to " + NAME_LIMIT + " characters but has " + name.length() + ".");
        }
    }

    // Written out, because the first use of generated ones costs a start several milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Destination that && kind == that.kind && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.code() + name.hashCode();
    }

    /** A queue. */
    public static Destination queue(String name) {
        return new Destination(Kind.QUEUE, name);
    }

    /** A topic. */
    public static Destination topic(String name) {
        return new Destination(Kind.TOPIC, name);
    }

    /**
     * A queue that lives as long as its connection.
     *
     * @param name begins with {@link #TEMPORARY_PREFIX}
     */
    public static Destination temporaryQueue(String name) {
        return new Destination(Kind.TEMPORARY_QUEUE, name);
    }

    /**
     * A topic that lives as long as its connection.
     *
     * @param name begins with {@link #TEMPORARY_PREFIX}
     */
    public static Destination temporaryTopic(String name) {
        return new Destination(Kind.TEMPORARY_TOPIC, name);
    }

    /** Whether messages go to one consumer (a queue) rather than to all subscriptions (a topic). */
    public boolean isQueue() {
        return kind == Kind.QUEUE || kind == Kind.TEMPORARY_QUEUE;
    }

    /** Whether the destination lives only as long as the connection that made it. */
    public boolean isTemporary() {
        return kind == Kind.TEMPORARY_QUEUE || kind == Kind.TEMPORARY_TOPIC;
    }

    /** Whether the name is one that a destination of this kind may have. */
    public boolean isWellNamed() {
        return name.startsWith(TEMPORARY_PREFIX) == isTemporary();
    }

    /** Writes a destination, or a mark that there is none. */
    public static void write(WireWriter out, @Nullable Destination destination) {
        if (destination == null) {
            out.writeByte(ABSENT);
        } else {
            out.writeByte(destination.kind.code()).writeString(destination.name);
        }
    }

    /** Reads a destination that must be present. */
    public static Destination read(WireReader in) {
        Destination destination = readNullable(in);
        if (destination == null) {
            throw new WireFormatException("A destination is required but is absent.");
        }
        return destination;
    }

    /** Goes past a destination or null. */
    static void skipNullable(WireReader in) {
        if (in.readUnsignedByte() != ABSENT) {
            in.skipNullableString();
        }
    }

    /** Reads a destination or null. */
    public static @Nullable Destination readNullable(WireReader in) {
        int code = in.readUnsignedByte();
        if (code == ABSENT) {
            return null;
        }
        Kind kind = switch (code) {
            case 0 -> Kind.QUEUE;
            case 1 -> Kind.TOPIC;
            case 2 -> Kind.TEMPORARY_QUEUE;
            case 3 -> Kind.TEMPORARY_TOPIC;
            default -> throw new WireFormatException("A destination kind must be 0..3 but is " + code + ".");
        };
        String name = in.readString();
        if (name.isEmpty() || name.length() > NAME_LIMIT) {
            throw new WireFormatException("A destination name has " + name.length() + " characters.");
        }
        return new Destination(kind, name);
    }

    @Override
    public String toString() {
        return (isTemporary() ? "temporary " : "") + (isQueue() ? "queue " : "topic ") + name;
    }
}
