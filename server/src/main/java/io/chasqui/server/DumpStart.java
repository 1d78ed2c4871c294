package io.chasqui.server;

import io.chasqui.broker.journal.BatchHeader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.Function;

/**
 * Where {@code journal dump} begins.
 *
 * @param segment the first segment
 * @param sequence the first batch
 * @param timeMillis batches before that time are left out
 */
record DumpStart(int segment, long sequence, long timeMillis) {
    private static final String SEGMENT = "segment:";

    /** With the oldest batch. */
    static final DumpStart BEGINNING = new DumpStart(0, 0, Long.MIN_VALUE);

    /**
     * Reads the value of {@code --from}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static DumpStart parse(String text) {
        if (text.startsWith(SEGMENT)) {
            return new DumpStart(
                    attempt(text, rest -> Integer.parseInt(rest.substring(SEGMENT.length()))), 0, Long.MIN_VALUE);
        }
        if (text.matches("[0-9]+")) {
            return new DumpStart(0, attempt(text, Long::parseLong), Long.MIN_VALUE);
        }
        Instant time = text.contains("T")
                ? attempt(text, Instant::parse)
                : attempt(text, LocalDate::parse).atStartOfDay().toInstant(ZoneOffset.UTC);
        return new DumpStart(0, 0, time.toEpochMilli());
    }

    /** Whether a batch comes at or behind it. */
    boolean admits(int batchSegment, BatchHeader header) {
        return batchSegment >= segment && header.sequence() >= sequence && header.timeMillis() >= timeMillis;
    }

    private static <T> T attempt(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "--from takes a sequence (4711), a segment (segment:12), a day (2026-11-23) or a time"
                            + " (2026-11-23T08:15:00Z), not '" + text + "'",
                    malformed);
        }
    }
}
