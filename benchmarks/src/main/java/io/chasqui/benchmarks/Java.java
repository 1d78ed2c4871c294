package io.chasqui.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the processes of a comparison are started: the same Java and the same options for every provider.
 *
 * @param executable the {@code java} command
 * @param commonOptions options of every broker and client
 * @param home folder that holds {@code classes} of the harness and {@code lib} with one folder of jars per provider
 * @param moreLibraries folders of jars beside those of the provider
 */
record Java(Path executable, List<String> commonOptions, Path home, List<String> moreLibraries) {

    private static final String HARNESS_LIBRARIES = "harness";

    /** The same with one more folder of jars. */
    Java with(String libraries) {
        List<String> more = new ArrayList<>(moreLibraries);
        more.add(libraries);
        return new Java(executable, commonOptions, home, more);
    }

    /** The same with other options. */
    Java withOptions(List<String> options) {
        return new Java(executable, options, home, moreLibraries);
    }

    /**
     * Starts a process with a provider's class path.
     *
     * @param provider whose jars are on the class path, behind those of the harness
     * @param options further options of this process
     * @param mainAndArguments main class and its arguments
     * @param log file for what it prints on the error output
     */
    Process start(Provider provider, List<String> options, List<String> mainAndArguments, Path log) throws IOException {
        return builder(provider, options, mainAndArguments, log).start();
    }

    /**
     * Starts a program that runs this Java.
     *
     * @param program what
     * @param options further options of its JVM
     * @param arguments its arguments
     * @param log file for what it prints on the error output
     * @throws IOException when it is not there
     */
    Process start(BrokerProgram program, List<String> options, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve(program.path()).normalize().toString());
        command.addAll(arguments);
        List<String> all = new ArrayList<>(commonOptions);
        all.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put(program.optionsVariable(), String.join(" ", all));
        builder.environment().put("JAVA_HOME", installation().toString());
        return builder.start();
    }

    private Path installation() throws IOException {
        return executable.toRealPath().resolveSibling("..").normalize();
    }

    /** The same with a process whose usual output goes to the log too. */
    Process startLogged(Provider provider, List<String> options, List<String> mainAndArguments, Path log)
            throws IOException {
        return builder(provider, options, mainAndArguments, log)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private ProcessBuilder builder(Provider provider, List<String> options, List<String> mainAndArguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(commonOptions);
        command.addAll(options);
        command.add("-cp");
        command.add(classPath(provider));
        command.addAll(mainAndArguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private String classPath(Provider provider) {
        List<String> entries = new ArrayList<>();
        entries.add(home.resolve("classes").toString());
        entries.add(jarsIn(HARNESS_LIBRARIES));
        provider.libraries().forEach(folder -> entries.add(jarsIn(folder)));
        moreLibraries.forEach(folder -> entries.add(jarsIn(folder)));
        return entries.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private String jarsIn(String folder) {
        return home.resolve("lib").resolve(folder).resolve("*").toString();
    }
}
