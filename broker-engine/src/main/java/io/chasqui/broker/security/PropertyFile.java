package io.chasqui.broker.security;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Reads files in the syntax of {@link Properties}, in UTF-8, more strictly: a key that stands twice is a mistake, and
 * nobody should have to find out which of the two counted.
 */
public final class PropertyFile {
    private PropertyFile() {}

    /**
     * Reads a file.
     *
     * @return values by key, in the order of the file
     * @throws IOException if there is no such file or it cannot be read as one, with what to do
     */
    public static Map<String, String> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new IOException("There is no file " + file + ".", missing);
        } catch (CharacterCodingException foreign) {
            throw new IOException("The file " + file + " is not UTF-8.", foreign);
        }
        Collector collector = new Collector();
        try (Reader reader = new StringReader(text)) {
            collector.load(reader);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("The file " + file + " cannot be read: " + malformed.getMessage(), malformed);
        }
        return collector.values;
    }

    /** {@link Properties} that remember the order and refuse repetitions. */
    private static final class Collector extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> values = new LinkedHashMap<>();

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread fills it and drops it
        public Object put(Object key, Object value) {
            if (values.put((String) key, (String) value) != null) {
                throw new IllegalArgumentException("The key '" + key + "' stands there twice; remove one.");
            }
            return value;
        }
    }
}
