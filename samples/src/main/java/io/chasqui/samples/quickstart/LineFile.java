package io.chasqui.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file of any size, read line by line. Bytes that are not UTF-8 are replaced, which marks their line as
 * malformed.
 *
 * @param path the file
 */
record LineFile(Path path) {
    /** Opens the file at its first line. */
    BufferedReader open() throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }

    /** How many lines there are, and how many of them are no JSON objects. */
    Count count() throws IOException {
        long lines = 0;
        long malformed = 0;
        try (BufferedReader reader = open()) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                lines++;
                malformed += new Line(lines, text).isMalformed() ? 1 : 0;
            }
        }
        return new Count(lines, malformed);
    }

    /**
     * What is in a file.
     *
     * @param lines all lines
     * @param malformed those that are no JSON objects
     */
    record Count(long lines, long malformed) {}
}
