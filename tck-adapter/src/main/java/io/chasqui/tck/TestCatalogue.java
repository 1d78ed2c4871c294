package io.chasqui.tck;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the test classes by the names of their files, without loading them: all in the given packages and below whose
 * names end in {@code IT}, as those of the TCK do.
 *
 * @param folders the packages, as folders
 */
record TestCatalogue(List<String> folders) {
    private static final String ENDING = "IT.class";

    /** The groups of the TCK that run in a plain JVM. */
    private static final List<String> PLAIN_GROUPS =
            List.of("com/sun/ts/tests/jms/core/", "com/sun/ts/tests/jms/core20/");

    private static final List<String> OWN_SUITE = List.of("io/chasqui/tck/conformance/");

    /**
     * The full names of the classes, in the order of their names.
     *
     * @throws IOException if a jar cannot be read
     */
    static List<String> classes(TckOptions options) throws IOException {
        if (options.jars().isEmpty()) {
            return new TestCatalogue(OWN_SUITE).read(List.of(ownPlace()));
        }
        return new TestCatalogue(PLAIN_GROUPS).read(options.jars());
    }

    private static Path ownPlace() throws IOException {
        CodeSource source = TestCatalogue.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("This JVM does not say where the classes of the suite are; run it from a jar.");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException noPath) {
            throw new IOException("The classes of the suite are not in files: " + source.getLocation(), noPath);
        }
    }

    private List<String> read(List<Path> places) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            found.addAll(Files.isDirectory(place) ? below(place) : inJar(place));
        }
        return found.stream().sorted().distinct().toList();
    }

    private List<String> inJar(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("There is no jar " + jar.toAbsolutePath() + "; check the list of jars.");
        }
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return below(content.getPath("/"));
        }
    }

    private List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(this::isTestClass)
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private boolean isTestClass(String file) {
        return file.endsWith(ENDING) && !file.contains("$") && folders.stream().anyMatch(file::startsWith);
    }
}
