package io.chasqui.jms.message;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of {@code StreamMessage} and {@code MapMessage} as they travel: a count, then for each element the name (in
 * a map), a type code and the value, little-endian. Codes never change their meaning. Decoding is total: it checks each
 * length before it allocates, and what is not such a body ends in a {@link MessageFormatException}.
 */
final class ElementCodec {
    private static final int NULL = 0;
    private static final int BOOLEAN = 1;
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int INT = 4;
    private static final int LONG = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int STRING = 8;
    private static final int CHAR = 9;
    private static final int BYTES = 10;
    private static final int CHARACTERS = 11;
    private static final int LEAST_ENTRY_BYTES = 6;
    private static final int BYTES_EXPECTED = 16;
    private static final int FIRST_CAPACITY = 1_024;

    private ElementCodec() {}

    static byte[] stream(List<@Nullable Object> elements) {
        WireWriter out = new WireWriter(4 + elements.size() * BYTES_EXPECTED);
        out.writeInt(elements.size());
        for (Object element : elements) {
            write(out, element);
        }
        return out.toByteArray();
    }

    static byte[] map(Map<String, @Nullable Object> entries) {
        WireWriter out = new WireWriter(4 + entries.size() * BYTES_EXPECTED * 2);
        out.writeInt(entries.size());
        for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
            writeText(out, entry.getKey());
            write(out, entry.getValue());
        }
        return out.toByteArray();
    }

    /** The elements of a stream, in a list of the caller's. */
    static List<@Nullable Object> stream(byte[] body) throws MessageFormatException {
        try {
            WireReader in = new WireReader(body);
            int count = in.readCount(1);
            List<@Nullable Object> elements = new ArrayList<>(Math.min(count, FIRST_CAPACITY));
            for (int i = 0; i < count; i++) {
                elements.add(read(in));
            }
            in.expectEnd();
            return elements;
        } catch (WireFormatException malformed) {
            throw refused("StreamMessage", malformed);
        }
    }

    /** The entries of a map, in a map of the caller's that keeps their order. */
    static Map<String, @Nullable Object> map(byte[] body) throws MessageFormatException {
        try {
            WireReader in = new WireReader(body);
            int count = in.readCount(LEAST_ENTRY_BYTES);
            Map<String, @Nullable Object> entries = new LinkedHashMap<>(Math.min(count, FIRST_CAPACITY) * 2);
            for (int i = 0; i < count; i++) {
                if (!(read(in) instanceof String name)) {
                    throw new WireFormatException("Entry " + i + " has no name.");
                }
                entries.put(name, read(in));
            }
            in.expectEnd();
            return entries;
        } catch (WireFormatException malformed) {
            throw refused("MapMessage", malformed);
        }
    }

    private static void write(WireWriter out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            writeText(out, text);
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES).writeBytes(bytes);
        } else if (value instanceof Boolean flag) {
            out.writeByte(BOOLEAN).writeBoolean(flag);
        } else if (value instanceof Character character) {
            out.writeByte(CHAR).writeShort(character);
        } else {
            writeNumber(out, value);
        }
    }

    private static void writeText(WireWriter out, String text) {
        if (BodyStrings.fitsUtf8(text)) {
            out.writeByte(STRING).writeString(text);
        } else {
            out.writeByte(CHARACTERS).writeBytes(BodyStrings.characters(text));
        }
    }

    private static void writeNumber(WireWriter out, Object value) {
        if (value instanceof Integer number) {
            out.writeByte(INT).writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG).writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE).writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.writeByte(FLOAT).writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Short number) {
            out.writeByte(SHORT).writeShort(number);
        } else if (value instanceof Byte number) {
            out.writeByte(BYTE).writeByte(number);
        } else {
            throw new IllegalArgumentException(
                    "An element cannot be a " + value.getClass().getName() + ".");
        }
    }

    private static @Nullable Object read(WireReader in) throws MessageFormatException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case NULL -> null;
            case BOOLEAN -> in.readBoolean();
            case BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case STRING -> in.readString();
            case CHAR -> (char) in.readShort();
            case BYTES -> in.readBytes();
            case CHARACTERS -> BodyStrings.ofCharacters(in.readBytes(), 0);
            default -> throw new WireFormatException("An element's type must be 0..11 but is " + type + ".");
        };
    }

    private static MessageFormatException refused(String what, RuntimeException malformed) {
        MessageFormatException refusal =
                new MessageFormatException("The body of a " + what + " is malformed: " + malformed.getMessage());
        refusal.setLinkedException(malformed);
        return refusal;
    }
}
