package io.chasqui.broker.journal;

/** Segment numbers in the names of side files: ten digits, so that names sort like numbers. */
public final class SegmentDigits {
    private static final String ZEROS = "0000000000";

    private SegmentDigits() {}

    /**
     * The ten digits. Not by a format: that would look up the language of the machine, at a time when somebody waits for the
     * broker.
     *
     * @param segment number of a segment, 0 or greater
     */
    public static String of(int segment) {
        String digits = Integer.toString(segment);
        return ZEROS.substring(digits.length()) + digits;
    }
}
