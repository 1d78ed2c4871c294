package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all comparisons of brokers are told, and how each of them is run as a program. */
final class CommonOptions {

    private static final DateTimeFormatter FOLDER_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--providers",
            split = ",",
            defaultValue = "chasqui,artemis,activemq",
            description = "which providers, ours first (default: ${DEFAULT-VALUE})")
    private List<String> providers = List.of();

    @Option(
            names = "--durability",
            defaultValue = "DISK",
            description = "disk: forced before a send or commit returns; os: written (default: ${DEFAULT-VALUE})")
    private Durability durability = Durability.DISK;

    @Option(names = "--java", description = "java command of every process (default: the one that runs this)")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(
            names = "--home",
            defaultValue = "target",
            description = "folder with classes/ and lib/; output goes to a folder in it (default: ${DEFAULT-VALUE})")
    private Path home = Path.of("target");

    /**
     * Runs a comparison as a program and returns its exit status. Options may be given twice, the last one counts; no process
     * that it has started outlives this one.
     */
    static int run(Callable<Integer> comparison, String[] arguments) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                        "end-processes"));
        return new CommandLine(comparison)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    /** The providers, ours first. */
    List<Provider> providers() throws IOException {
        List<Provider> loaded = new ArrayList<>();
        for (String name : providers) {
            try {
                loaded.add(Provider.named(name));
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
        return loaded;
    }

    /** The durability of all of them. */
    Durability durability() {
        return durability;
    }

    /** How processes are started. */
    Java java(List<String> jvmOptions) {
        return new Java(java, jvmOptions, home.toAbsolutePath(), List.of());
    }

    /** Makes a folder for what this run leaves. */
    Path output(String kind, Clock clock) throws IOException {
        return Files.createDirectories(home.toAbsolutePath()
                .resolve(kind)
                .resolve(LocalDateTime.now(clock).format(FOLDER_NAME)));
    }
}
