package io.chasqui.server;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives the log, on standard error, one line per record and leaves out what the storage library tells about itself,
 * unless the user configured logging with {@code java.util.logging.config.file}.
 */
final class LogDefaults {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** Kept, because the logging system forgets the levels of loggers that nobody holds. */
    private static final Logger STORAGE = Logger.getLogger("net.openhft");

    private LogDefaults() {}

    /** Sets the defaults; the format takes effect only before the first record is logged. */
    static void install() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
        STORAGE.setLevel(Level.SEVERE);
    }
}
