package io.chasqui.server;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.broker.journal.chronicle.LocalDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A broker in a process of its own that goes on with its start only when the process has been told to end. */
final class EarlyStop {
    private static final int SEGMENT_BYTES = 4 << 20;

    private final Path data;
    private final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

    private EarlyStop(Path data) {
        this.data = data;
    }

    public static void main(String[] args) throws Exception {
        LogDefaults.install();
        EarlyStop life = new EarlyStop(Path.of(args[1]));
        switch (args[0]) {
            case "before" -> life.startLate();
            case "during" -> life.start();
            default -> life.fail();
        }
    }

    /** The JVM would be gone before the start if nothing held it up. */
    private void startLate() throws CommandFailedException {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        }));
        awaitSignal();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new BrokerArguments(null, data, 0, null, null, false)
                .run(out, err)
                .status());
    }

    /** What a start may find in a JVM that is ending. */
    private void fail() throws CommandFailedException {
        IllegalStateException refused = new IllegalStateException("Shutdown in progress");
        StopHook.install(err).start(() -> {
            awaitSignal();
            throw refused;
        });
    }

    private void start() throws CommandFailedException {
        BrokerSettings settings = new BrokerSettings(
                data,
                "127.0.0.1",
                0,
                Durability.DISK,
                JournalConfiguration.read(Configuration.none()),
                DestinationPolicies.DEFAULT,
                BrokerSettings.Security.OPEN);
        BrokerRun run = StopHook.install(err).start(() -> BrokerRun.start(broker(), settings, err));
        System.exit(run.awaitEnd().status());
    }

    private Broker broker() {
        try {
            return Broker.start(BrokerOptions.standalone(data).withSegmentBytes(SEGMENT_BYTES), disk());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A disk that waits for the signal with the first append. */
    private static Disk disk() {
        Disk real = new LocalDisk();
        AtomicBoolean first = new AtomicBoolean(true);
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    if (method.getName().equals("beforeAppend") && first.getAndSet(false)) {
                        awaitSignal();
                        awaitHook();
                    }
                    return call(real, proxy, method, args);
                });
    }

    private static Object call(Disk real, Object proxy, Method method, Object[] args) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static void awaitSignal() {
        System.out.println("starting");
        while (!ending()) {
            Thread.onSpinWait(); // goes on before a hook has run, most times
        }
    }

    /** A hook that runs only when the start has ended would find nothing to wait for. */
    private static void awaitHook() {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread ->
                        thread.getName().equals("chasqui-stop") && thread.getState() == Thread.State.TIMED_WAITING)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Whether the JVM takes no hooks any more. */
    private static boolean ending() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException told) {
            return true;
        }
    }
}
