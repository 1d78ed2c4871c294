package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values on their way into maps and streams: only the ten types that may lie there, arrays as copies. */
final class ElementValues {
    private ElementValues() {}

    /** A value as an element: a copy, if it can change. */
    static @Nullable Object element(@Nullable Object value) throws MessageFormatException {
        if (!ValueConversion.isElement(value)) {
            throw new MessageFormatException(
                    "A Boolean, Byte, Short, Character, Integer, Long, Float, Double, String or byte[] is expected but a "
                            + Objects.requireNonNull(value).getClass().getName() + " was given.");
        }
        return copy(value);
    }

    /** A value, or its copy if it can change. */
    static @Nullable Object copy(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    /** A part of an array. */
    static byte[] slice(byte[] value, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, value.length);
        return Arrays.copyOfRange(value, offset, offset + length);
    }
}
