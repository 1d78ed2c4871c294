package io.chasqui.samples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends every line of a file through a broker that is killed in the middle, and shows that nothing was lost and nothing
 * came twice unannounced. {@code bin/quickstart} builds what it needs and calls this.
 */
public final class Quickstart {
    private final PrintStream out;

    private Quickstart(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs once and ends the JVM: exit status 0 only if nothing was lost and nothing duplicated without the flag, 1 if
     * anything went wrong, 2 if the arguments are wrong. The last line of the output says which.
     *
     * @param args the folder of the distribution, a folder to work in, and the file
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 3) {
            out.println("Usage: Quickstart DISTRIBUTION WORK-FOLDER FILE");
            System.exit(2);
        }
        System.exit(new Quickstart(out).run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    }

    private int run(Path distribution, Path work, Path file) {
        String verdict;
        try {
            verdict = verdict(distribution, work, file);
        } catch (IOException e) {
            verdict = "FAILED: " + e.getMessage();
        } catch (InterruptedException e) {
            verdict = "FAILED: interrupted";
        }
        out.println(verdict);
        return verdict.equals("OK") ? 0 : 1;
    }

    private String verdict(Path distribution, Path work, Path file) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return "FAILED: there is no file " + file + " that can be read";
        }
        LineFile.Count count = new LineFile(file).count();
        if (count.lines() == 0 || count.lines() >= Integer.MAX_VALUE) {
            return "FAILED: " + file + " has " + count.lines() + " lines; 1 to 2,147,483,646 can be sent";
        }
        out.printf("%,d lines of %s, each a persistent message with typed properties%n", count.lines(), file);
        if (count.malformed() > 0) {
            out.printf("%,d of them are no JSON objects: sent as text, malformed = true%n", count.malformed());
        }
        Path directory = Files.createTempDirectory(Files.createDirectories(work), "quickstart-");
        BrokerProcess.Installation installation = new BrokerProcess.Installation(
                distribution, directory.resolve("data"), directory.resolve("broker.log"));
        List<String> problems = new Trial(installation, new LineFile(file), (int) count.lines(), out).run();
        showSnippet();
        if (problems.isEmpty()) {
            Folder.delete(directory);
            return "OK";
        }
        return "FAILED: " + String.join("; ", problems) + " (journal and broker log are kept in " + directory + ")";
    }

    private void showSnippet() throws IOException {
        out.println();
        out.println("The same with the broker inside your program (one dependency: io.chasqui:chasqui-embedded):");
        out.println();
        Snippet.lines().forEach(line -> out.println("    " + line));
        out.println();
    }
}
