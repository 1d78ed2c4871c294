package io.chasqui.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type is public because users name it, because another package does, or because the service loader does.
 *
 * @param sources the sources, which know the places and the service files
 * @param classes the compiled classes, which know who uses whom
 */
record Exports(SourceTree sources, JavaClasses classes) {
    /** The packages whose public types are for users. */
    private static final Pattern FOR_USERS = Pattern.compile(
            "io\\.chasqui\\.(jms|broker|jndi|server|protocol\\.transport|(testkit|samples|tck)(\\..*)?)");

    List<Violation> violations() {
        Set<String> services = services();
        return sources.files().stream()
                .filter(file -> !file.isTest() && !file.isPackageInfo() && classes.contain(file.typeName()))
                .filter(file -> !FOR_USERS.matcher(file.packageName()).matches())
                .filter(file -> !services.contains(file.typeName()))
                .filter(file -> isNeedlesslyPublic(classes.get(file.typeName())))
                .map(file -> file.violation(
                        "exports",
                        file.unit().getType(0),
                        file.typeName() + " is public and no other package uses it",
                        "make it package-private"))
                .toList();
    }

    private boolean isNeedlesslyPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC) && !isUsedElsewhere(type);
    }

    private boolean isUsedElsewhere(JavaClass type) {
        return classes.stream()
                .filter(member -> member.getName().equals(type.getName())
                        || member.getName().startsWith(type.getName() + "$"))
                .flatMap(member -> member.getDirectDependenciesToSelf().stream())
                .map(Dependency::getOriginClass)
                .anyMatch(origin -> !origin.getPackageName().equals(type.getPackageName()));
    }

    private Set<String> services() {
        try (Stream<Path> modules = Files.list(sources.root())) {
            return modules.map(module -> module.resolve("src/main/resources/META-INF/services"))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> lines(folder).stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + sources.root(), e);
        }
    }

    private static List<String> lines(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the service files in " + folder, e);
        }
    }
}
