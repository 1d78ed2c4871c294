package io.chasqui.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sources and class folders of all modules below one root.
 *
 * @param root the root of the repository
 * @param files every Java file below {@code <module>/src}
 */
record SourceTree(Path root, List<SourceFile> files) {

    /** Reads the repository that this module stands in. */
    static SourceTree read() {
        Path root = Path.of(System.getProperty("chasqui.root", ".."))
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(root.resolve("architecture-tests/pom.xml"))) {
            throw new IllegalStateException("The system property chasqui.root names " + root
                    + ", which is not the root of the repository; set it to the folder of the parent POM");
        }
        List<SourceFile> files = modules(root).stream()
                .flatMap(module -> javaFiles(root.resolve(module).resolve("src")).stream())
                .map(file -> SourceFile.of(root.relativize(file), text(file)))
                .toList();
        return new SourceTree(root, files);
    }

    /** The compiled main classes of the modules; a module that has not been compiled yet has none. */
    JavaClasses classes() {
        List<Path> folders = files.stream()
                .filter(file -> !file.isTest())
                .map(SourceFile::module)
                .distinct()
                .filter(module -> !module.equals("benchmarks"))
                .map(module -> root.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    private static List<String> modules(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> Files.exists(child.resolve("pom.xml")))
                    .map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + root, e);
        }
    }

    private static List<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot walk " + folder, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
