package io.chasqui.server;

import io.chasqui.broker.SystemClocks;
import io.chasqui.broker.security.PasswordHash;
import io.chasqui.broker.security.User;
import io.chasqui.broker.security.UserFile;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code chasqui user}: keeps a file of users. A password comes from the terminal or from standard input and never from
 * the command line, where other users of the machine could read it.
 */
@Command(
        name = "user",
        description = "Adds, removes and lists the users of a broker; it reads them when it starts.",
        mixinStandardHelpOptions = true)
final class UserCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: add, remove or list");
    }

    @Command(
            name = "add",
            description = {
                "Adds a user, or gives one a new password.",
                "The password is asked for on the terminal, or is the first line of standard input."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Option(names = "--file", paramLabel = "F", required = true, description = "The file of users") Path file,
            @Option(names = "--groups", paramLabel = "G,G", split = ",", description = "Groups of the user") @Nullable
                    Set<String> groups,
            @Option(names = "--password-stdin", description = "Take the password from standard input")
                    boolean standardInput,
            @Parameters(paramLabel = "NAME", description = "The user's name") String name)
            throws CommandFailedException {
        try {
            SortedMap<String, User> users = Files.exists(file) ? UserFile.read(file) : new TreeMap<>();
            PasswordHash hash = PasswordHash.of(
                    password(standardInput), PasswordHash.DEFAULT_ITERATIONS, SystemClocks.secureRandom());
            User before = users.get(name);
            Set<String> member = groups == null ? (before == null ? Set.of() : before.groups()) : groups;
            users.put(name, new User(name, hash, member));
            UserFile.write(file, users.values());
            say((before == null ? "Added user " : "Changed user ") + name + ". A running broker has to be restarted.");
            return ExitCode.OK.status();
        } catch (IOException | IllegalArgumentException wrong) {
            throw new CommandFailedException(Sentence.of(wrong), wrong);
        }
    }

    @Command(name = "remove", description = "Removes a user.", mixinStandardHelpOptions = true)
    int remove(
            @Option(names = "--file", paramLabel = "F", required = true, description = "The file of users") Path file,
            @Parameters(paramLabel = "NAME", description = "The user's name") String name)
            throws CommandFailedException {
        try {
            SortedMap<String, User> users = UserFile.read(file);
            if (users.remove(name) == null) {
                throw new CommandFailedException("There is no user '" + name + "' in " + file + ".");
            }
            UserFile.write(file, users.values());
            say("Removed user " + name + ". A running broker has to be restarted.");
            return ExitCode.OK.status();
        } catch (IOException unreadable) {
            throw new CommandFailedException(Sentence.of(unreadable), unreadable);
        }
    }

    @Command(name = "list", description = "Lists users and their groups.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--file", paramLabel = "F", required = true, description = "The file of users") Path file)
            throws CommandFailedException {
        try {
            for (User user : UserFile.read(file).values()) {
                String groups = String.join(",", new TreeSet<>(user.groups()));
                spec.commandLine().getOut().println(groups.isEmpty() ? user.name() : user.name() + " " + groups);
            }
            spec.commandLine().getOut().flush();
            return ExitCode.OK.status();
        } catch (IOException unreadable) {
            throw new CommandFailedException(Sentence.of(unreadable), unreadable);
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }

    private static String password(boolean standardInput) throws IOException, CommandFailedException {
        return standardInput ? piped() : asked();
    }

    private static String piped() throws IOException, CommandFailedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        if (line == null || line.isEmpty()) {
            throw new CommandFailedException("The password is expected as the first line of standard input.");
        }
        return line;
    }

    @SuppressWarnings("SystemConsoleNull") // newer Java may give a console without terminal: it then reads the end
    private static String asked() throws CommandFailedException {
        Console console = System.console();
        if (console == null) {
            throw noTerminal();
        }
        char[] first = console.readPassword("Password: ");
        char[] again = console.readPassword("Again: ");
        if (first == null || again == null) {
            throw noTerminal();
        }
        if (!Arrays.equals(first, again)) {
            throw new CommandFailedException("The two passwords differ.");
        }
        return new String(first);
    }

    private static CommandFailedException noTerminal() {
        return new CommandFailedException(
                "There is no terminal to ask for the password. Give it as standard input with --password-stdin.");
    }
}
