package io.chasqui.protocol.message;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in the form in which it is sent, stored and delivered: encoded once by the client that sends it and never
 * changed again. The broker reads the fixed header, and the properties that a selector names.
 *
 * <pre>
 *   0        1        2        3        4                                   8
 *  +--------+--------+--------+--------+-----------------------------------+
 *  | version| body   | flags  |priority| header bytes                      |
 *  +--------+--------+--------+--------+-----------------------------------+
 *  | property bytes                    | body bytes                        |
 *  +-----------------------------------+-----------------------------------+
 *  | timestamp, milliseconds (16)                                          |
 *  | expiration, milliseconds or 0 (24)                                    |
 *  | delivery time, milliseconds or 0 (32)                                 |
 *  | session key, upper half (40)                                          |
 *  | session key, lower half (48)                                          |
 *  | message number in the session (56)                                    |
 *  +-----------------------------------------------------------------------+
 *  | header block: destination, reply-to, type, correlation (64)           |
 *  | property block                                                        |
 *  | body                                                                  |
 *  +-----------------------------------------------------------------------+
 * </pre>
 *
 * Flags: bit 0 persistent, bit 1 message identifier disabled, bit 2 belongs to a message group. All numbers are little-endian.
 */
public final class SealedMessage {
    /** Bytes before the header block. */
    public static final int FIXED_BYTES = 64;

    /** Longer messages are large: a broker stores and delivers them part by part. */
    public static final int LARGE_BYTES = 1 << 20;

    /** Most bytes that a large message may have before its body: a broker keeps them in memory to work with. */
    public static final int LARGE_HEAD_LIMIT_BYTES = 256 << 10;

    private static final int VERSION = 1;
    private static final int PERSISTENT = 1;
    private static final int IDENTIFIER_DISABLED = 2;
    private static final int GROUPED = 4;
    private static final String GROUP = "JMSXGroupID";

    private final byte[] bytes;
    private final int headerBytes;
    private final int propertyBytes;
    private final int bodyBytes;

    private SealedMessage(byte[] bytes, int size) {
        if (bytes.length < FIXED_BYTES) {
            throw new WireFormatException(
                    "A message needs at least " + FIXED_BYTES + " bytes but has " + bytes.length + ".");
        }
        this.bytes = bytes;
        if (bytes[0] != VERSION) {
            throw new WireFormatException("Message format " + VERSION + " is expected but " + bytes[0] + " came.");
        }
        WireReader lengths = new WireReader(bytes, 4, 12);
        this.headerBytes = lengths.readInt();
        this.propertyBytes = lengths.readInt();
        this.bodyBytes = lengths.readInt();
        boolean negative = (headerBytes | propertyBytes | bodyBytes) < 0;
        if (negative || (long) FIXED_BYTES + headerBytes + propertyBytes + bodyBytes != size) {
            throw new WireFormatException("A message of " + size + " bytes says it has " + headerBytes + " + "
                    + propertyBytes + " + " + bodyBytes + ".");
        }
        if (bytes.length < size - bodyBytes) {
            throw new WireFormatException("A message has " + (size - bodyBytes) + " bytes before its body but only "
                    + bytes.length + " are here.");
        }
        if (bytes[3] < 0 || bytes[3] > 9) {
            throw new WireFormatException("A priority must be 0..9 but is " + bytes[3] + ".");
        }
    }

    /**
     * Takes bytes that came from elsewhere.
     *
     * @param bytes are kept, not copied
     * @throws WireFormatException if lengths, version or priority are not those of a message
     */
    public static SealedMessage of(byte[] bytes) {
        return new SealedMessage(bytes, bytes.length);
    }

    /**
     * Takes the beginning of a message: all but its body can be asked for.
     *
     * @param bytes at least {@link #headBytes(byte[])} of it; kept, not copied
     * @param size length of the whole message
     * @throws WireFormatException if lengths, version or priority are not those of a message
     */
    public static SealedMessage ofHead(byte[] bytes, int size) {
        return new SealedMessage(bytes, size);
    }

    /**
     * How many bytes a message has before its body.
     *
     * @param start its first {@link #FIXED_BYTES} bytes at least
     * @throws WireFormatException if that cannot be
     */
    public static int headBytes(byte[] start) {
        WireReader lengths = new WireReader(start, 4, 8);
        int header = lengths.readInt();
        int properties = lengths.readInt();
        long bytes = (long) FIXED_BYTES + header + properties;
        if ((header | properties) < 0 || bytes > Integer.MAX_VALUE) {
            throw new WireFormatException(
                    "A message says it has " + header + " + " + properties + " bytes before its body.");
        }
        return (int) bytes;
    }

    /** Encodes a message. */
    public static SealedMessage seal(
            MessageHeaders headers, Map<String, ? extends @Nullable Object> properties, BodyKind kind, byte[] body) {
        WireWriter out = new WireWriter(FIXED_BYTES + 128 + properties.size() * 32 + body.length);
        int flags = (headers.persistent() ? PERSISTENT : 0) | (headers.identifierDisabled() ? IDENTIFIER_DISABLED : 0);
        flags |= properties.get(GROUP) instanceof String group && !group.isEmpty() ? GROUPED : 0;
        out.writeByte(VERSION).writeByte(kind.code()).writeByte(flags).writeByte(headers.priority());
        out.writeInt(0).writeInt(0).writeInt(body.length);
        out.writeLong(headers.timestampMillis())
                .writeLong(headers.expirationMillis())
                .writeLong(headers.deliveryTimeMillis());
        MessageIdentity identity = headers.identity();
        out.writeLong(identity.sessionHigh()).writeLong(identity.sessionLow()).writeLong(identity.number());
        Destination.write(out, headers.destination());
        Destination.write(out, headers.replyTo());
        out.writeString(headers.type()).writeString(headers.correlation());
        out.putInt(4, out.size() - FIXED_BYTES);
        int propertiesAt = out.size();
        if (!properties.isEmpty()) {
            PropertyCodec.write(out, properties);
        }
        out.putInt(8, out.size() - propertiesAt);
        out.writeRaw(body, 0, body.length);
        byte[] sealed = out.toByteArray();
        return new SealedMessage(sealed, sealed.length);
    }

    /** The encoded form, or the beginning of it that was given; must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length of the encoded form in bytes. */
    public int size() {
        return FIXED_BYTES + headerBytes + propertyBytes + bodyBytes;
    }

    /** Length of what comes before the body, in bytes. */
    public int headBytes() {
        return FIXED_BYTES + headerBytes + propertyBytes;
    }

    /** Length of the body in bytes. */
    public int bodyBytes() {
        return bodyBytes;
    }

    /** Type of the body. */
    public BodyKind bodyKind() {
        return BodyKind.of(bytes[1]);
    }

    /** Whether the delivery mode is {@code PERSISTENT}. */
    public boolean persistent() {
        return (bytes[2] & PERSISTENT) != 0;
    }

    /** Priority, 0 to 9. */
    public int priority() {
        return bytes[3];
    }

    /** Broker time of the send in milliseconds, 0 when disabled. */
    public long timestampMillis() {
        return longAt(16);
    }

    /** Broker time of the expiry in milliseconds, 0 for never. */
    public long expirationMillis() {
        return longAt(24);
    }

    /** Broker time before which the message is not delivered, in milliseconds, 0 for at once. */
    public long deliveryTimeMillis() {
        return longAt(32);
    }

    /** Origin of the message identifier. */
    public MessageIdentity identity() {
        return new MessageIdentity(longAt(40), longAt(48), longAt(56));
    }

    /** All header fields. */
    public MessageHeaders headers() {
        WireReader in = new WireReader(bytes, FIXED_BYTES, headerBytes);
        Destination destination = Destination.read(in);
        Destination replyTo = Destination.readNullable(in);
        String type = in.readNullableString();
        String correlation = in.readNullableString();
        return new MessageHeaders(
                identity(),
                (bytes[2] & IDENTIFIER_DISABLED) != 0,
                destination,
                persistent(),
                priority(),
                timestampMillis(),
                expirationMillis(),
                deliveryTimeMillis(),
                correlation,
                replyTo,
                type);
    }

    /** {@code JMSType} or null, without the other header fields. */
    public @Nullable String type() {
        return namesBehindDestinations().readNullableString();
    }

    /** {@code JMSCorrelationID} or null, without the other header fields. */
    public @Nullable String correlation() {
        WireReader in = namesBehindDestinations();
        in.skipNullableString();
        return in.readNullableString();
    }

    private WireReader namesBehindDestinations() {
        WireReader in = new WireReader(bytes, FIXED_BYTES, headerBytes);
        Destination.skipNullable(in);
        Destination.skipNullable(in);
        return in;
    }

    /** All properties, in a map of the caller's. */
    public Map<String, @Nullable Object> properties() {
        return propertyBytes == 0 ? new LinkedHashMap<>() : PropertyCodec.read(propertyReader());
    }

    /** One property, or null when it is absent. */
    public @Nullable Object property(String name) {
        return propertyBytes == 0 ? null : PropertyCodec.find(propertyReader(), name);
    }

    /**
     * Whether a message belongs to a group, that is, has a {@code JMSXGroupID}; reads one byte.
     *
     * @param bytes a sealed message
     */
    public static boolean isGrouped(byte[] bytes) {
        return (bytes[2] & GROUPED) != 0;
    }

    /** A copy of the body, which must be there. */
    public byte[] body() {
        if (bytes.length < size()) {
            throw new IllegalStateException("Only the beginning of this message is in memory.");
        }
        byte[] body = new byte[bodyBytes];
        System.arraycopy(bytes, bytes.length - bodyBytes, body, 0, bodyBytes);
        return body;
    }

    private WireReader propertyReader() {
        return new WireReader(bytes, FIXED_BYTES + headerBytes, propertyBytes);
    }

    private long longAt(int offset) {
        return new WireReader(bytes, offset, 8).readLong();
    }
}
