package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The TCP links of this machine, from the operating system ({@code /proc/net}, Linux only). */
final class TcpLinks {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL_ADDRESS_AT = 1;
    private static final int STATE_AT = 3;
    private static final String ESTABLISHED = "01";

    private TcpLinks() {}

    /** How many links a server that listens on a port has now. */
    static long establishedAt(int port) throws IOException {
        long links = 0;
        for (Path table : TABLES) {
            if (Files.exists(table)) {
                try (Stream<String> lines = Files.lines(table)) {
                    links += established(lines, port);
                }
            }
        }
        return links;
    }

    /** How many lines of such a table are links with this local port. */
    static long established(Stream<String> lines, int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return lines.map(line -> line.strip().split("\\s+", STATE_AT + 2))
                .filter(fields -> fields.length > STATE_AT)
                .filter(fields -> fields[LOCAL_ADDRESS_AT].endsWith(local) && fields[STATE_AT].equals(ESTABLISHED))
                .count();
    }
}
