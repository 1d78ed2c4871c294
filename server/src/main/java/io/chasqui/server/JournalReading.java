package io.chasqui.server;

import io.chasqui.broker.inspect.Finding;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands about a data directory have in common: how it is opened, and how a reader learns what is wrong. */
final class JournalReading {
    private static final int LINES_PER_FLUSH = 256;
    private static final int MOST_LOOKS = 4;

    private JournalReading() {}

    /** What a command does with a directory. */
    @FunctionalInterface
    interface Task {
        /**
         * Does it.
         *
         * @param directory the directory
         * @param out takes lines for standard output
         * @return whether the directory is intact, as far as it was looked at
         */
        boolean run(JournalDirectory directory, Lines out) throws IOException;
    }

    /** Takes lines. */
    interface Lines {
        /** One line without its end. */
        void add(String line) throws IOException;
    }

    /** A look at a directory that may have to be taken again. */
    @FunctionalInterface
    interface Look<T> {
        /**
         * Looks.
         *
         * @param findings takes what is wrong
         */
        T take(Consumer<Finding> findings) throws IOException;
    }

    /**
     * Looks at a directory; again, if a broker uses it and may have changed it under our eyes.
     *
     * @param findings takes what the last look has found
     */
    static <T> T steadily(JournalDirectory directory, Look<T> look, List<Finding> findings) throws IOException {
        for (int left = directory.user().isPresent() ? MOST_LOOKS : 1; ; left--) {
            findings.clear();
            try {
                T seen = look.take(findings::add);
                if (isIntact(findings) || left == 1) {
                    return seen;
                }
            } catch (NoSuchFileException | CorruptJournalException changed) {
                if (left == 1) {
                    throw changed;
                }
            }
        }
    }

    /** Whether none of the findings is damage: notes are about what a crash leaves. */
    static boolean isIntact(List<Finding> findings) {
        return findings.stream().noneMatch(found -> found.severity() == Finding.Severity.DAMAGE);
    }

    /** Runs a command on a directory and says how it ended. */
    static int run(CommandSpec command, Path path, Task task) throws CommandFailedException {
        PrintWriter err = command.commandLine().getErr();
        Output out = new Output(command.commandLine().getOut());
        try (JournalDirectory directory = JournalDirectory.open(path)) {
            directory
                    .user()
                    .ifPresent(user -> err.println("Warning: a broker uses " + path + " (" + user
                            + "). Its newest segments and checkpoints change while they are read, so what looks like"
                            + " damage may be none; read a copy to be sure."));
            err.flush();
            boolean intact = task.run(directory, out);
            out.flush();
            return (intact ? ExitCode.OK : ExitCode.FAILED).status();
        } catch (NewerVersionException newer) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "Journal file " + newer.file() + ", offset " + newer.offset() + ": " + newer.reason()
                            + " Use the tools of the newer version. Nothing was changed.",
                    newer);
        } catch (CorruptJournalException damaged) {
            throw new CommandFailedException(Sentence.of(damaged), damaged);
        } catch (IOException unreadable) {
            throw new CommandFailedException(ExitCode.USAGE, FailureReason.of(unreadable) + ".", unreadable);
        } catch (UncheckedIOException unreadable) {
            throw new CommandFailedException(ExitCode.USAGE, Sentence.of(unreadable), unreadable);
        }
    }

    /** Lines on standard output; a reader that went away ends the work. */
    private static final class Output implements Lines {
        private final PrintWriter out;
        private long count;

        Output(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void add(String line) throws IOException {
            out.write(line);
            out.write('\n');
            if (++count % LINES_PER_FLUSH == 0) {
                flush();
            }
        }

        void flush() throws IOException {
            if (out.checkError()) {
                throw new IOException("standard output cannot be written");
            }
        }
    }

    /** A finding as one line. */
    static String line(Finding finding) {
        String severity = finding.severity() == Finding.Severity.DAMAGE ? "DAMAGE" : "note";
        return severity + " " + finding.file() + " offset " + finding.offset() + ": " + finding.reason() + " "
                + finding.advice();
    }
}
