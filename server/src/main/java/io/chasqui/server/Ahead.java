package io.chasqui.server;

import io.chasqui.broker.Broker;
import io.chasqui.transport.tcp.TcpAcceptor;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Does on threads of their own what a starting broker needs later and what depends on nothing that it reads: clients wait
 * for the port, and most of the time until then is the first use of libraries.
 */
final class Ahead {
    private Ahead() {}

    /**
     * Begins.
     *
     * @throws IllegalStateException if the JVM lacks access for the journal; the message says what to do
     */
    static void begin() {
        Broker.prepare();
        Thread thread = new Thread(Ahead::prepare, "chasqui-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private static void prepare() {
        TcpAcceptor.prepare();
        String unused = new SimpleFormatter().format(new LogRecord(Level.INFO, ""));
    }
}
