package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a broker process is started.
 *
 * @param java with the options of the process
 * @param provider whose broker
 * @param durability of persistent messages
 * @param directory for its data and its logs; {@code shared} beside it outlives the broker
 * @param port TCP port on the loopback interface
 * @param moreArguments arguments behind those of the provider
 */
record BrokerLaunch(
        Java java, Provider provider, Durability durability, Path directory, int port, List<String> moreArguments) {

    BrokerLaunch {
        moreArguments = List.copyOf(moreArguments);
    }

    /**
     * Starts the process.
     *
     * @param options of its JVM, besides those of the provider
     * @param log file for what it prints on the error output
     */
    Process start(List<String> options, Path log) throws IOException {
        BrokerProgram program = provider.program();
        List<String> arguments = arguments();
        if (program.exists()) {
            return java.start(program, options, arguments, log);
        }
        List<String> all = new ArrayList<>(provider.jvmOptions());
        all.addAll(options);
        List<String> command = new ArrayList<>();
        command.add(provider.brokerMain());
        command.addAll(arguments);
        return java.start(provider, all, command, log);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(provider.brokerArguments(Map.of(
                "data", data().toString(),
                "shared", directory.resolveSibling("shared").toString(),
                "port", Integer.toString(port),
                "durability", durability.word())));
        arguments.addAll(moreArguments);
        return arguments;
    }

    /** Where the broker keeps its files. */
    Path data() {
        return directory.resolve("data");
    }

    /** The address that the broker will listen on, known before it runs. */
    String address() {
        return "tcp://127.0.0.1:" + port;
    }
}
