package io.chasqui.tck;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
            return new TestCatalogue(OWN_SUITE).read(classPath());
        }
        for (Path jar : options.jars()) {
            if (!Files.exists(jar)) {
                throw new IOException("There is no jar " + jar.toAbsolutePath() + "; check the list of jars.");
            }
        }
        return new TestCatalogue(PLAIN_GROUPS).read(options.jars());
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    private List<String> read(List<Path> places) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            found.addAll(Files.isDirectory(place) ? below(place) : inJar(place));
        }
        return found.stream().sorted().distinct().toList();
    }

    private List<String> inJar(Path jar) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return below(content.getPath("/"));
        }
    }

    private List<String> below(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        for (String folder : folders) {
            Path start = root.resolve(folder);
            if (Files.isDirectory(start)) {
                try (Stream<Path> files = Files.walk(start)) {
                    files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                            .filter(file -> file.endsWith(ENDING) && !file.contains("$"))
                            .map(TestCatalogue::className)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('/', '.');
    }
}
