package io.chasqui.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test classes are found by their names, and only those of groups that run in a plain JVM. */
class TestCatalogueTest {
    @TempDir
    private Path folder;

    @Test
    void findsThePlainGroupsInJarsAndFolders() throws IOException {
        Path jar = folder.resolve("tests.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("com/sun/ts/tests/jms/core/a/AIT.class"));
            zip.putNextEntry(new ZipEntry("com/sun/ts/tests/jms/core/a/AIT$Part.class"));
            zip.putNextEntry(new ZipEntry("com/sun/ts/tests/jms/core/a/Other.class"));
            zip.putNextEntry(new ZipEntry("com/sun/ts/tests/jms/ee/b/BIT.class"));
        }
        Path classes = folder.resolve("com/sun/ts/tests/jms/core20/appclient/c");
        Files.createDirectories(classes);
        Files.createFile(classes.resolve("CIT.class"));

        assertThat(TestCatalogue.classes(TckOptions.parse("--jars=" + jar + "," + folder)))
                .containsExactly("com.sun.ts.tests.jms.core.a.AIT", "com.sun.ts.tests.jms.core20.appclient.c.CIT");
    }

    @Test
    void findsOurOwnSuiteWithoutAJar() throws IOException {
        assertThat(TestCatalogue.classes(TckOptions.parse("--jars="))).contains("io.chasqui.tck.conformance.NamesIT");
    }

    @Test
    void saysWhichJarIsMissing() {
        assertThatThrownBy(() -> TestCatalogue.classes(TckOptions.parse("--jars=/nowhere/tests.jar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/tests.jar");
    }
}
