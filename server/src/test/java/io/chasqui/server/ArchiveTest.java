package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both archives, unpacked as a user unpacks them: the same tree, and programs that run where it was put. */
class ArchiveTest {
    private static final String READY = "Chasqui broker ready: ";
    private static final Path ARCHIVE =
            Path.of(System.getProperty("chasqui.archive", "target/chasqui")).toAbsolutePath();

    @TempDir
    Path directory = Path.of("");

    @Test
    void runsFromTheTarArchive() throws IOException, InterruptedException {
        Path home = untar();

        assertRuns(home);
    }

    @Test
    void runsFromTheZipArchive() throws IOException, InterruptedException {
        Path home = unzip();

        assertRuns(home);
    }

    @Test
    void holdsTheSameInBothArchives() throws IOException, InterruptedException {
        assertThat(tree(untar()))
                .isEqualTo(tree(unzip()))
                .contains(
                        "bin/chasqui rwxr-xr-x",
                        "bin/java-env rw-r--r--",
                        "conf/chasqui.properties rw-r--r--",
                        "LICENSE rw-r--r--",
                        "README.md rw-r--r--",
                        "DOCUMENTATION.txt rw-r--r--");
    }

    @Test
    void dependsNeitherOnTheTimeNorOnTheMachineOfItsBuild() throws IOException, InterruptedException {
        Set<Instant> times = new HashSet<>();
        try (Stream<Path> files = Files.walk(untar())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                times.add(Files.getLastModifiedTime(file).toInstant());
            }
        }

        assertThat(times).as("one time for all files").hasSize(1);
        assertThat(output("tar", "--numeric-owner", "-tvzf", ARCHIVE + ".tar.gz"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" 0/0 "));
    }

    @Test
    void endsItsLinesTheUnixWay() throws IOException, InterruptedException {
        Path home = unzip();

        for (String file : List.of("bin/chasqui", "bin/java-env", "conf/chasqui.properties", "README.md", "LICENSE")) {
            assertThat(Files.readString(home.resolve(file))).as(file).doesNotContain("\r");
        }
    }

    private void assertRuns(Path home) throws IOException, InterruptedException {
        try (Program version = Program.startFrom(home, directory, "--version")) {
            assertThat(version.line()).matches("Chasqui \\d+\\.\\d+\\.\\d+.*");
            assertThat(version.exitStatus()).isZero();
        }
        try (Program broker = Program.startFrom(home, directory, "broker", "--data", "data", "--port", "0")) {
            String ready = broker.line();
            assertThat(ready).as(broker.errors()).startsWith(READY);
            String url = ready.substring(READY.length());
            try (Program sender = Program.startFrom(home, directory, "send", "--url", url, "--queue", "lines")) {
                assertThat(sender.type("one\ntwo\n").exitStatus())
                        .as(sender.errors())
                        .isZero();
            }
            try (Program receiver =
                    Program.startFrom(home, directory, "receive", "--url", url, "--queue", "lines", "--count", "2")) {
                assertThat(receiver.lines()).containsExactly("one", "two");
                assertThat(receiver.exitStatus()).as(receiver.errors()).isZero();
            }
            broker.terminate();
            assertThat(broker.exitStatus()).isZero();
        }
    }

    private Path untar() throws IOException, InterruptedException {
        Path target = Files.createDirectories(directory.resolve("tar"));
        output("tar", "-xpzf", ARCHIVE + ".tar.gz", "-C", target.toString());
        return only(target);
    }

    /** The file system of the JDK hands the permissions of a zip file on, as the program {@code unzip} does. */
    private Path unzip() throws IOException {
        Path target = Files.createDirectories(directory.resolve("zip"));
        Path archive = Path.of(ARCHIVE + ".zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.toList()) {
                Path copy = target.resolve(entry.toString().substring(1));
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(entry, copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
                }
            }
        }
        return only(target);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> roots = files.toList();
            assertThat(roots)
                    .singleElement()
                    .extracting(root -> root.getFileName().toString())
                    .isEqualTo(ARCHIVE.getFileName().toString());
            return roots.get(0);
        }
    }

    private static List<String> tree(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
            return regular.stream()
                    .map(file -> home.relativize(file) + " " + permissions(file))
                    .toList();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static List<String> output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
