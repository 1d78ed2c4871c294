package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is read without the library means what the library reads; all else is left to it. */
class PlainBrokerLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker",
                "broker --data d",
                "broker --port 0 --data a/b",
                "broker --insecure --host 0.0.0.0 --port 65535",
                "broker --durability memory",
                "broker --durability DISK --config c.properties",
                "broker --config c --data d --port 61616 --host ::1 --durability os --insecure"
            })
    void meansTheSameAsTheFullCommandLine(String line) {
        String[] args = line.split(" ");

        assertThat(PlainBrokerLine.read(args)).contains(full(args));
    }

    @Test
    void knowsEveryOption() {
        List<OptionSpec> options = broker().getCommandSpec().options();

        assertThat(options).hasSizeGreaterThan(6).allSatisfy(option -> {
            Stream<String> line = Stream.of("broker", option.longestName(), "1")
                    .limit(option.arity().min() + 2);
            if (!option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals("--durability")) {
                assertThat(PlainBrokerLine.read(line.toArray(String[]::new))).isPresent();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send --queue a",
                "broker --help",
                "broker --data",
                "broker --data --port",
                "broker --data=d",
                "broker --data d --data e",
                "broker --insecure --insecure",
                "broker --port 70000",
                "broker --port x",
                "broker --port -1",
                "broker --durability paper",
                "broker --data @file",
                "broker --data 'd'",
                "broker --dat d",
                "broker d",
                "--help broker"
            })
    void leavesAlone(String line) {
        assertThat(PlainBrokerLine.read(line.split(" "))).isEmpty();
    }

    @Test
    void leavesAnEmptyLineAlone() {
        assertThat(PlainBrokerLine.read()).isEqualTo(Optional.empty());
    }

    private static CommandLine broker() {
        return RootCommand.line().getSubcommands().get("broker");
    }

    private static BrokerArguments full(String... args) {
        CommandLine line = RootCommand.line();
        line.parseArgs(args);
        BrokerCommand command = line.getSubcommands().get("broker").getCommand();
        return command.arguments();
    }
}
