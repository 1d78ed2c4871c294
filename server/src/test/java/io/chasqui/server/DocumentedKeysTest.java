package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.journal.Durability;
import io.chasqui.protocol.message.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration page and the example say about the keys of the configuration file is complete, and works. */
class DocumentedKeysTest {
    private static final Pattern COMMENTED_KEY = Pattern.compile("(?m)^#([a-z][\\w.#*-]* = )");
    private static final Pattern NAME = Pattern.compile("`([\\w.-]+)`");

    private final Path root = Path.of(System.getProperty("basedir", ".")).resolve("..");

    @TempDir
    Path directory = Path.of("");

    @Test
    void explainsEveryKey() throws IOException {
        List<String> known = Stream.concat(
                        Configuration.KEYS.stream(),
                        Configuration.FAMILIES.entrySet().stream().map(family -> family.getKey() + family.getValue()))
                .toList();

        assertThat(firstCells("=== Configuration file")).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void explainsEverySettingOfAPolicyInTheOrderOfTheCode() throws IOException {
        assertThat(firstCells("==== Destinations")).isEqualTo(PolicyConfiguration.SETTINGS);
    }

    @Test
    void takesTheExampleAsItIsAndWithEveryKeyInIt() throws IOException, CommandFailedException {
        String example = Files.readString(root.resolve("server/src/main/dist/conf/chasqui.properties"));
        String everything = COMMENTED_KEY.matcher(example).replaceAll("$1");
        Path users = Files.createFile(directory.resolve("users.properties"));

        Configuration asItIs = read("example.properties", example);
        Configuration full = read("full.properties", everything);

        assertThat(SecurityConfiguration.read(asItIs).isOpen()).isTrue();
        assertThat(users).exists();
        assertThat(SecurityConfiguration.read(full).isOpen()).isFalse();
        assertThat(PolicyConfiguration.read(full).of(Destination.queue("any")))
                .isEqualTo(DestinationPolicy.DEFAULT
                        .withExpiryQueue("expired.{name}")
                        .withDurability(Durability.DISK));
        assertThat(Configuration.KEYS)
                .allSatisfy(key -> assertThat(full.value(key)).as(key).isPresent());
    }

    private Configuration read(String name, String text) throws IOException, CommandFailedException {
        return Configuration.read(Files.writeString(directory.resolve(name), text));
    }

    /** The names in the first cells of the table below a title. */
    private List<String> firstCells(String title) throws IOException {
        String page = Files.readString(root.resolve("src-site/src/docs/asciidoc/configuration.adoc"));
        int begin = page.indexOf(title + "\n");
        assertThat(begin).as("the page has the title " + title).isNotNegative();
        int table = page.indexOf("\n|===\n", begin);
        String rows = page.substring(table, page.indexOf("\n|===\n", table + 1));
        return rows.lines()
                .filter(row -> row.startsWith("| `"))
                .map(row -> row.substring(2, row.indexOf('|', 2)))
                .flatMap(cell -> NAME.matcher(cell).results().map(MatchResult::group))
                .map(name -> name.replace("`", ""))
                .toList();
    }
}
