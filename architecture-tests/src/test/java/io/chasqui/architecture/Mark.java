package io.chasqui.architecture;

import java.util.Arrays;
import java.util.Locale;

/**
 * Why a statement needs no test.
 *
 * @param id the statement
 * @param kind what the statement is
 * @param reason why it is that
 */
record Mark(String id, Kind kind, String reason) {

    /** What a statement can be when it is no duty of the provider. */
    enum Kind {
        APPLICATION("binds applications"),
        CONTAINER("binds a Jakarta EE container or its resource adapter"),
        INFORMATIVE("explains or introduces; other statements hold what can be tested"),
        OPTIONAL("permits what Chasqui does not do");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a line of {@code marks.txt}. */
    static Mark parse(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 3 || fields[2].isBlank()) {
            throw new IllegalStateException(
                    "marks.txt: expected 'id | kind | reason', found '" + line + "'; complete the line");
        }
        return new Mark(fields[0].strip(), kind(fields[1].strip(), line), fields[2].strip());
    }

    private static Kind kind(String word, String line) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("marks.txt: '" + word + "' in '" + line
                        + "' is no kind; take one of " + Arrays.toString(Kind.values()) + " in lower case"));
    }
}
