package io.chasqui.architecture;

import com.github.javaparser.ast.comments.Comment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every package of main sources says what the room is for, and is null-marked. */
final class PackageRules {
    private static final int SHORTEST_PARAGRAPH = 20;

    private PackageRules() {}

    static List<Violation> described(List<SourceFile> files) {
        Set<Path> described = files.stream()
                .filter(SourceFile::isPackageInfo)
                .map(file -> file.path().getParent())
                .collect(Collectors.toSet());
        Map<Path, SourceFile> undescribed = new TreeMap<>();
        files.stream()
                .filter(file -> !described.contains(file.path().getParent()))
                .forEach(file -> undescribed.putIfAbsent(file.path().getParent(), file));
        Stream<Violation> missing = undescribed.entrySet().stream()
                .map(entry -> violation(
                        entry.getValue(), entry.getKey() + "/package-info.java:1", "the package has no package-info"));
        Stream<Violation> poor = files.stream()
                .filter(SourceFile::isPackageInfo)
                .filter(file -> !isNullMarked(file) || !hasParagraph(file))
                .map(file -> violation(file, file.path() + ":1", "package-info lacks @NullMarked or a paragraph"));
        return Stream.concat(missing, poor).toList();
    }

    private static Violation violation(SourceFile file, String place, String found) {
        return new Violation(
                "package-info",
                file.packageName(),
                place,
                found,
                "write package-info.java with @NullMarked and a paragraph that says what the room is for");
    }

    private static boolean isNullMarked(SourceFile file) {
        return file.unit()
                .getPackageDeclaration()
                .map(declaration -> declaration.isAnnotationPresent("NullMarked"))
                .orElse(false);
    }

    private static boolean hasParagraph(SourceFile file) {
        return file.unit().getAllComments().stream()
                .filter(Comment::isJavadocComment)
                .anyMatch(comment -> comment.getContent().strip().length() >= SHORTEST_PARAGRAPH);
    }
}
