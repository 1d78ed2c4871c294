package io.chasqui.protocol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends little-endian values to a byte array that grows as needed. It is reusable ({@link #reset()}) and belongs to
 * one thread at a time.
 *
 * <p>Strings are a four-byte length in bytes and UTF-8; an absent string has length -1.
 */
public final class WireWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    /**
     * An empty writer.
     *
     * @param initialBytes first capacity in bytes, at least 16 is used
     */
    public WireWriter(int initialBytes) {
        this.bytes = new byte[Math.max(16, initialBytes)];
    }

    /** Number of bytes written so far. */
    public int size() {
        return size;
    }

    /** The backing array; valid up to {@link #size()} and only until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets everything written, keeps the capacity. */
    public void reset() {
        size = 0;
    }

    /**
     * Cuts back to an earlier size.
     *
     * @param newSize between 0 and {@link #size()}
     */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("New size must be 0.." + size + " but is " + newSize + ".");
        }
        size = newSize;
    }

    /** Appends one byte (the low eight bits). */
    public WireWriter writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Appends one byte: 1 for true, 0 for false. */
    public WireWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** Appends two bytes (the low sixteen bits). */
    public WireWriter writeShort(int value) {
        ensure(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
        return this;
    }

    /** Appends four bytes. */
    public WireWriter writeInt(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
        return this;
    }

    /** Appends eight bytes. */
    public WireWriter writeLong(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
        return this;
    }

    /** Appends raw bytes without a length. */
    public WireWriter writeRaw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Appends a four-byte length and the bytes. */
    public WireWriter writeBytes(byte[] value) {
        writeInt(value.length);
        return writeRaw(value, 0, value.length);
    }

    /** Appends a string, or length -1 when it is absent. */
    public WireWriter writeString(@Nullable String value) {
        if (value == null) {
            return writeInt(-1);
        }
        int length = value.length();
        ensure(4 + length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return writeBytes(value.getBytes(StandardCharsets.UTF_8));
            }
            bytes[size + 4 + i] = (byte) c;
        }
        INT.set(bytes, size, length);
        size += 4 + length;
        return this;
    }

    /**
     * Overwrites four bytes written earlier, for lengths known only afterwards.
     *
     * @param at offset of the first byte, must lie inside what was written
     */
    public void putInt(int at, int value) {
        if (at < 0 || at + 4 > size) {
            throw new IllegalArgumentException("Offset must be 0.." + (size - 4) + " but is " + at + ".");
        }
        INT.set(bytes, at, value);
    }

    /** Overwrites eight bytes written earlier. */
    public void putLong(int at, long value) {
        if (at < 0 || at + 8 > size) {
            throw new IllegalArgumentException("Offset must be 0.." + (size - 8) + " but is " + at + ".");
        }
        LONG.set(bytes, at, value);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }
}
