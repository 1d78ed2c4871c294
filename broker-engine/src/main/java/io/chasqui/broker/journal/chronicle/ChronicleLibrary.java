package io.chasqui.broker.journal.chronicle;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Chronicle Queue ready before it is needed. Its classes look at the system, read resources and build tables when
 * they are initialized, which takes as long as everything else at the start of a broker. Here that is done once in a JVM,
 * on a thread of its own, while the broker looks at what it has on the disk, which takes nothing of that library.
 *
 * <p>Whoever opens a queue waits for it first, so that never two threads initialize these classes.
 */
final class ChronicleLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleLibrary.class);

    private ChronicleLibrary() {}

    /** Its first use starts the thread. */
    private static final class Loading {
        static final Thread THREAD = begun();

        private static Thread begun() {
            Thread thread = new Thread(ChronicleLibrary::load, "chasqui-journal-library");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }

    /** Begins, unless that was done before. The JVM must allow it, see {@link ModuleAccess}. */
    static void begin() {
        Thread unused = Loading.THREAD;
    }

    /** Waits until it is ready. */
    static void await() {
        boolean interrupted = false;
        while (Loading.THREAD.isAlive()) {
            try {
                Loading.THREAD.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Touches what opening a queue touches, but no file. */
    private static void load() {
        try {
            SingleChronicleQueueBuilder unused = SingleChronicleQueueBuilder.binary(Path.of(""));
            Wire wire = WireType.BINARY_LIGHT.apply(Bytes.allocateElasticOnHeap());
            LOG.trace("{} {}", wire, SingleChronicleQueue.SUFFIX);
            Class.forName(SingleChronicleQueue.class.getName());
        } catch (ClassNotFoundException
                | LinkageError
                | RuntimeException failed) { // the same will be told when it opens
            LOG.debug("The storage library could not be made ready.", failed);
        }
    }
}
