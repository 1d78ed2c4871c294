package io.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's snippet, compiled and run as a user would: with the run-time class path of this one artifact, in an empty
 * directory, without a JVM flag.
 */
class ReadmeSnippetTest {
    private static final String CLASS = "HelloEmbedded";

    private final Path basedir = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    @TempDir
    Path directory = Path.of("");

    @Test
    void compilesAndRunsWithOneDependencyNoFileAndNoFlag() throws IOException, InterruptedException {
        String classPath = Files.readString(basedir.resolve("target/runtime-classpath.txt"))
                .strip();
        Path source = Files.writeString(directory.resolve(CLASS + ".java"), snippet());

        assertThat(compile(source, classPath)).isEmpty();
        Process process = run(classPath);

        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).as(Files.readString(directory.resolve("errors"))).isEqualToIgnoringNewLines("Hello, Chasqui!");
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("chasqui-data")).isDirectory();
    }

    private Process run(String classPath) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + System.getProperty("path.separator") + classPath,
                        CLASS)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder.start();
    }

    private String compile(Path source, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-cp", classPath, "-proc:none", "-d", directory.toString());
            compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return messages.toString();
    }

    private String snippet() throws IOException {
        String readme = Files.readString(basedir.resolve("../README.md"));
        int start = readme.indexOf("```java\n");
        assertThat(start).as("README.md has a block of Java").isNotNegative();
        return readme.substring(start + "```java\n".length(), readme.indexOf("```\n", start + 1));
    }
}
