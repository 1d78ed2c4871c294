package io.chasqui.samples.quickstart;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ten lines of Java that do the same embedded: those of {@link io.chasqui.samples.HelloEmbedded}. */
final class Snippet {
    private static final String SOURCE = "/io/chasqui/samples/HelloEmbedded.java";

    private Snippet() {}

    /** The lines of code, without package, comments and blank lines. */
    static List<String> lines() throws IOException {
        try (InputStream in = Snippet.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new FileNotFoundException(SOURCE + " is not among the resources of the samples");
            }
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return source.lines().filter(Snippet::isCode).toList();
        }
    }

    private static boolean isCode(String line) {
        String code = line.strip();
        return !code.isEmpty() && !code.startsWith("package ") && !code.startsWith("/*") && !code.startsWith("*");
    }
}
