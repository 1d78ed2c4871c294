package io.chasqui.server;

import io.chasqui.broker.BrokerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a server's journal is cut into files, and how much of the disk it leaves free: the keys {@code journal.segmentBytes},
 * {@code journal.reserveSegments} and {@code journal.freeDiskFloorBytes}. What
 * is not set has the default of {@link BrokerOptions#standalone}.
 *
 * @param segmentBytes size of a segment in bytes, or null for the default
 * @param reserveSegments segments prepared ahead, or null for the default
 * @param freeDiskFloorBytes below so much free room sends are refused, or null for the default
 */
record JournalConfiguration(
        @Nullable Integer segmentBytes,
        @Nullable Integer reserveSegments,
        @Nullable Long freeDiskFloorBytes) {
    static final String SEGMENT_BYTES = "journal.segmentBytes";
    static final String RESERVE_SEGMENTS = "journal.reserveSegments";
    static final String FREE_DISK_FLOOR_BYTES = "journal.freeDiskFloorBytes";

    /** All keys, in the order in which they are explained. */
    static final List<String> KEYS = List.of(SEGMENT_BYTES, RESERVE_SEGMENTS, FREE_DISK_FLOOR_BYTES);

    /** Nothing is set. */
    static final JournalConfiguration DEFAULT = new JournalConfiguration(null, null, null);

    /**
     * Reads it.
     *
     * @throws CommandFailedException if a value is no number or out of its range
     */
    static JournalConfiguration read(Configuration configuration) throws CommandFailedException {
        BrokerOptions sample = BrokerOptions.standalone(Path.of("sample"));
        return new JournalConfiguration(
                checked(
                        configuration,
                        SEGMENT_BYTES,
                        bytes -> sample.withSegmentBytes(bytes).segmentBytes()),
                checked(
                        configuration,
                        RESERVE_SEGMENTS,
                        count -> sample.withReserveSegments(count).reserveSegments()),
                configuration.amount(FREE_DISK_FLOOR_BYTES).orElse(null));
    }

    /** The options know their ranges; asking them here names the key in the complaint. */
    private static @Nullable Integer checked(Configuration configuration, String key, IntUnaryOperator accepted)
            throws CommandFailedException {
        Optional<Integer> value = configuration.number(key);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return accepted.applyAsInt(value.get());
        } catch (IllegalArgumentException outOfRange) {
            throw new CommandFailedException("The key '" + key + "' is wrong: " + outOfRange.getMessage(), outOfRange);
        }
    }

    /** The given options with what is set here. */
    BrokerOptions applyTo(BrokerOptions options) {
        BrokerOptions result = options;
        if (segmentBytes != null) {
            result = result.withSegmentBytes(segmentBytes);
        }
        if (reserveSegments != null) {
            result = result.withReserveSegments(reserveSegments);
        }
        if (freeDiskFloorBytes != null) {
            result = result.withFreeDiskFloorBytes(freeDiskFloorBytes);
        }
        return result;
    }
}
