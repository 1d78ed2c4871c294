package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An option of a connection URL that the configuration page does not explain is one that nobody finds. */
class DocumentedOptionsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)`");

    private final String page;

    DocumentedOptionsTest() throws IOException {
        page = Files.readString(Path.of(System.getProperty("basedir", "."))
                .resolve("../src-site/src/docs/asciidoc/configuration.adoc"));
    }

    @Test
    void explainsEveryOptionOfTheClientInTheOrderOfTheCode() {
        assertThat(rows("=== Options of the client")).isEqualTo(LinkSettings.OPTIONS);
    }

    @Test
    void explainsEveryOptionOfAnEmbeddedBrokerInTheOrderOfTheCode() {
        assertThat(rows("=== Options of a `vm:` broker")).isEqualTo(ConnectionUrl.VM_OPTIONS);
    }

    /** The first cells of the table below a title. */
    private List<String> rows(String title) {
        int begin = page.indexOf(title + "\n");
        assertThat(begin).as("the page has the title " + title).isNotNegative();
        int table = page.indexOf("\n|===\n", begin);
        Matcher rows = ROW.matcher(page.substring(table, page.indexOf("\n|===\n", table + 1)));
        return rows.results()
                .map(MatchResult::group)
                .map(row -> row.replaceAll("\\W", ""))
                .toList();
    }
}
