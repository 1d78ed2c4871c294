package io.chasqui.architecture;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.PackageDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithName;
import java.nio.file.Path;
import java.util.List;

/**
 * One parsed Java file.
 *
 * @param module the folder of its module
 * @param path its path below the root of the repository
 * @param lines its text
 * @param unit its syntax tree
 */
record SourceFile(String module, Path path, List<String> lines, CompilationUnit unit) {

    /** Parses a text as the file at {@code path}; a text that is not Java 17 is refused. */
    static SourceFile of(Path path, String text) {
        ParserConfiguration configuration = new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
        if (!result.isSuccessful()) {
            throw new IllegalStateException(
                    path + " is not Java 17 as the parser knows it: " + result.getProblems() + "; correct the file");
        }
        return new SourceFile(
                path.getName(0).toString(),
                path,
                text.lines().toList(),
                result.getResult().orElseThrow());
    }

    boolean isTest() {
        return path.toString().contains("/src/test/");
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    String packageName() {
        return unit.getPackageDeclaration()
                .map((PackageDeclaration declaration) -> ((NodeWithName<?>) declaration).getNameAsString())
                .orElse("");
    }

    String typeName() {
        String file = path.getFileName().toString();
        return packageName() + "." + file.substring(0, file.length() - ".java".length());
    }

    Violation violation(String rule, Node node, String found, String advice) {
        int line = node.getBegin().map(begin -> begin.line).orElse(1);
        return violation(rule, line, found, advice);
    }

    Violation violation(String rule, int line, String found, String advice) {
        return new Violation(rule, typeName(), path + ":" + line, found, advice);
    }
}
