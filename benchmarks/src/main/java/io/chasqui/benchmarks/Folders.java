package io.chasqui.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of runs. */
final class Folders {

    private Folders() {}

    /** Removes a folder and everything in it, if it exists. */
    static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    /**
     * What a folder takes on the disk: blocks, not lengths, so that a file with holes counts as what it is. Uses the
     * command {@code du}, because Java does not tell.
     */
    static long diskBytes(Path root) throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-s", "-B1", root.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // files may go while it looks
                .start();
        String line;
        try (BufferedReader output = du.inputReader(StandardCharsets.UTF_8)) {
            line = output.readLine();
        }
        du.waitFor();
        if (line == null) {
            throw new IOException("Expected the command 'du' to print the size of " + root + ", but it did not.");
        }
        return Long.parseLong(line.split("\\s", 2)[0]);
    }
}
