package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsItselfAndItsExitStatus() {
        int status = run("--help");

        assertThat(status).isZero();
        assertThat(out.toString()).contains("broker", "send", "receive", "browse", "Exit status:", "cannot listen");
    }

    @Test
    void tellsItsVersion() {
        int status = run("--version");

        assertThat(status).isZero();
        assertThat(out.toString()).startsWith("Chasqui ").contains("Java ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Name a command",
                "stop|Unmatched argument",
                "send|--queue",
                "send --queue a --topic b|mutually exclusive",
                "send --queue a --property nothing|NAME=VALUE",
                "send --queue a --transacted x|--transacted",
                "receive --queue a --durable d|--durable needs --topic and --client-id",
                "receive --queue a --timeout -1|0 or more",
                "browse --topic a|browse needs --queue",
                "browse --queue a --count -1|0 or more",
                "broker --port 70000|0 to 65535",
                "user|add, remove or list",
                "user add anna|--file",
                "user add --file f|NAME",
                "broker --durability paper|--durability"
            })
    void refusesWrongUsage(String line, String complaint) {
        int status = line.isEmpty() ? run() : run(line.split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesUrlsThatAreNone() {
        int status = run("receive", "--queue", "a", "--url", "http://localhost");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("chasqui receive: --url: ").hasLineCount(1);
    }

    @Test
    void tellsWhichFileIsMissing() {
        int status = run("send", "--queue", "a", "--file", "/no/such/file");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("chasqui send: There is no file /no/such/file");
    }

    @Test
    void listensForOthersOnlyWithUsersOrWhenToldThatItIsInsecure() {
        int status = run("broker", "--host", "0.0.0.0", "--port", "0");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("There are no users", "security.users", "--insecure");
    }

    private int run(String... args) {
        CommandLine line = RootCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
