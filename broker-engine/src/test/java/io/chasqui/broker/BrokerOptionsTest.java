package io.chasqui.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrokerOptionsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)`");

    @Test
    void standInTheConfigurationPageInTheOrderOfTheCode() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("basedir", "."))
                .resolve("../src-site/src/docs/asciidoc/configuration.adoc"));
        int table = page.indexOf("\n|===\n", page.indexOf("== A broker in code\n"));
        Matcher rows = ROW.matcher(page.substring(table, page.indexOf("\n|===\n", table + 1)));

        assertThat(rows.results().map(MatchResult::group).map(row -> row.replaceAll("\\W", "")))
                .containsExactlyElementsOf(Stream.of(BrokerOptions.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }
}
