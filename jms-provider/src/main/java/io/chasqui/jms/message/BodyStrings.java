package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings in bodies. They travel as UTF-8; a string that UTF-8 cannot carry, because one half of a surrogate pair stands
 * alone in it, travels as its characters, little-endian. So every string arrives as it was sent.
 */
final class BodyStrings {
    private BodyStrings() {}

    /** Whether UTF-8 carries the string. */
    static boolean fitsUtf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    /** The characters, two bytes each. */
    static byte[] characters(String text) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(text.length(), 2)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    /** The string of {@link #characters}. */
    static String ofCharacters(byte[] bytes, int offset) throws MessageFormatException {
        int length = bytes.length - offset;
        if (length % 2 != 0) {
            throw new MessageFormatException("A text of two bytes a character has " + length + " bytes.");
        }
        return ByteBuffer.wrap(bytes, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer()
                .toString();
    }
}
