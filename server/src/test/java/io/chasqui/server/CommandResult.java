package io.chasqui.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command line came to in this JVM.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandResult(int status, String out, String err) {
    static CommandResult of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = RootCommand.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = line.execute(args);
        return new CommandResult(status, out.toString(), err.toString());
    }
}
