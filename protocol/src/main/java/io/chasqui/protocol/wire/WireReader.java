package io.chasqui.protocol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads little-endian values from a slice of a byte array and never outside of it: every length is checked against what
 * is left before anything is allocated, and malformed input ends in a {@link WireFormatException}.
 */
public final class WireReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int limit;
    private int position;

    /** A reader over a whole array. */
    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** A reader over {@code length} bytes that start at {@code offset}. */
    public WireReader(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new WireFormatException(
                    "Slice " + offset + "+" + length + " lies outside of " + bytes.length + " bytes.");
        }
        this.bytes = bytes;
        this.position = offset;
        this.limit = offset + length;
    }

    /** Offset of the next byte in the underlying array. */
    public int position() {
        return position;
    }

    /** Bytes left. */
    public int remaining() {
        return limit - position;
    }

    /** Passes over {@code count} bytes. */
    public void skip(int count) {
        position += need(count);
    }

    /** Passes over {@code count} bytes; returns their CRC32C. */
    public int skipChecksummed(int count) {
        int start = position;
        position += need(count);
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, count);
        return (int) crc.getValue();
    }

    /** Reads one signed byte. */
    public byte readByte() {
        need(1);
        return bytes[position++];
    }

    /** Reads one byte as 0..255. */
    public int readUnsignedByte() {
        return readByte() & 0xFF;
    }

    /** Reads one byte that must be 0 or 1. */
    public boolean readBoolean() {
        int value = readUnsignedByte();
        if (value > 1) {
            throw new WireFormatException("A boolean must be 0 or 1 but is " + value + " at " + (position - 1) + ".");
        }
        return value == 1;
    }

    /** Reads two bytes. */
    public short readShort() {
        need(2);
        short value = (short) SHORT.get(bytes, position);
        position += 2;
        return value;
    }

    /** Reads four bytes. */
    public int readInt() {
        need(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    /** Reads eight bytes. */
    public long readLong() {
        need(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /** Reads a four-byte length and that many bytes. */
    public byte[] readBytes() {
        int length = need(readInt());
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** Reads {@code length} bytes that stand there without a length of their own. */
    public byte[] readRaw(int length) {
        byte[] value = Arrays.copyOfRange(bytes, position, position + need(length));
        position += length;
        return value;
    }

    /** Passes over {@code length} bytes; returns a reader of them, which shares the array. */
    public WireReader readSlice(int length) {
        WireReader slice = new WireReader(bytes, position, need(length));
        position += length;
        return slice;
    }

    /** Reads a string that must be present. */
    public String readString() {
        String value = readNullableString();
        if (value == null) {
            throw new WireFormatException("A string is required at " + (position - 4) + " but is absent.");
        }
        return value;
    }

    /** Reads a string or null. */
    public @Nullable String readNullableString() {
        int length = readInt();
        if (length == -1) {
            return null;
        }
        need(length);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** Goes past a string or null. */
    public void skipNullableString() {
        int length = readInt();
        if (length != -1) {
            position += need(length);
        }
    }

    /**
     * Reads the count of a list whose elements take at least {@code leastElementBytes} each.
     *
     * @return the count, small enough to allocate for
     */
    public int readCount(int leastElementBytes) {
        int count = readInt();
        if (count < 0 || (long) count * leastElementBytes > remaining()) {
            throw new WireFormatException(
                    "A list of " + count + " elements does not fit into " + remaining() + " bytes.");
        }
        return count;
    }

    /** Fails unless everything was read. */
    public void expectEnd() {
        if (position != limit) {
            throw new WireFormatException(remaining() + " bytes are left over after the last field.");
        }
    }

    private int need(int count) {
        if (count < 0 || count > limit - position) {
            throw new WireFormatException(
                    count + " bytes are needed at " + position + " but " + (limit - position) + " are left.");
        }
        return count;
    }
}
