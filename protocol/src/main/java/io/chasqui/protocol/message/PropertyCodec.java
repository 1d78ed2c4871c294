package io.chasqui.protocol.message;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The property block: a count, then name, type code and value of each property. Values are the eight types of Jakarta
 * Messaging 3.1 §3.5.2; a missing value (null) is kept, because a property may be set to null as an object.
 */
public final class PropertyCodec {
    private static final int NULL = 0;
    private static final int BOOLEAN = 1;
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int INT = 4;
    private static final int LONG = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int STRING = 8;

    private PropertyCodec() {}

    /** Writes all properties in iteration order. */
    public static void write(WireWriter out, Map<String, ? extends @Nullable Object> properties) {
        out.writeInt(properties.size());
        for (Map.Entry<String, ? extends @Nullable Object> property : properties.entrySet()) {
            out.writeString(property.getKey());
            writeValue(out, property.getValue());
        }
    }

    /** Reads all properties in the order in which they were written. */
    public static Map<String, @Nullable Object> read(WireReader in) {
        int count = in.readCount(5);
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            String name = in.readString();
            properties.put(name, readValue(in));
        }
        return properties;
    }

    /** Finds one property without decoding the others; null when it is absent or null. */
    public static @Nullable Object find(WireReader in, String name) {
        int count = in.readCount(5);
        for (int i = 0; i < count; i++) {
            boolean found = name.equals(in.readString());
            if (found) {
                return readValue(in);
            }
            skipValue(in);
        }
        return null;
    }

    private static void writeValue(WireWriter out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            out.writeByte(STRING).writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeByte(BOOLEAN).writeBoolean(flag);
        } else {
            writeNumber(out, value);
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
            throw new IllegalArgumentException("A property value must be a primitive wrapper or a String but is a "
                    + value.getClass().getName() + ".");
        }
    }

    private static @Nullable Object readValue(WireReader in) {
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
            default -> throw unknownType(type);
        };
    }

    private static void skipValue(WireReader in) {
        int type = in.readUnsignedByte();
        int length = switch (type) {
            case NULL -> 0;
            case BOOLEAN, BYTE -> 1;
            case SHORT -> 2;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
            case STRING -> Math.max(0, in.readInt());
            default -> throw unknownType(type);
        };
        in.skip(length);
    }

    private static WireFormatException unknownType(int type) {
        return new WireFormatException("A property type must be 0..8 but is " + type + ".");
    }
}
