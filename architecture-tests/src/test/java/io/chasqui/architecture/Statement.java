package io.chasqui.architecture;

/**
 * One testable statement of the specification.
 *
 * @param id for example {@code JMS:SPEC:4}
 * @param section its number and, if it has one, its name
 * @param text what it says
 */
record Statement(String id, String section, String text) {
    private static final int FIELDS = 6;

    /** Reads a line of {@code statements.tsv}. */
    static Statement parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || fields[0].isBlank() || fields[5].isBlank()) {
            throw new IllegalStateException(
                    "statements.tsv: expected id, required, status, section, name of the section"
                            + " and text, separated by tabs, found '" + line + "'; restore the line");
        }
        return new Statement(fields[0], (fields[3] + " " + fields[4]).strip(), fields[5]);
    }
}
