package io.chasqui.server;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.broker.journal.chronicle.DiskFile;
import io.chasqui.broker.journal.chronicle.LocalDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A broker in a process of its own, whose disk refuses to force from the moment a byte comes on standard input. */
final class BreakingBroker {
    private static final int SEGMENT_BYTES = 4 << 20;

    private final AtomicBoolean broken = new AtomicBoolean();

    public static void main(String[] args) throws Exception {
        LogDefaults.install();
        System.exit(new BreakingBroker().run(Path.of(args[0])));
    }

    private int run(Path data) throws IOException, CommandFailedException {
        BrokerSettings settings = new BrokerSettings(
                data,
                "127.0.0.1",
                0,
                Durability.DISK,
                JournalConfiguration.read(Configuration.none()),
                DestinationPolicies.DEFAULT,
                BrokerSettings.Security.OPEN);
        Broker broker = Broker.start(BrokerOptions.standalone(data).withSegmentBytes(SEGMENT_BYTES), disk());
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        BrokerRun run = StopHook.install(err).start(() -> BrokerRun.start(broker, settings, err));
        System.out.println(run.url());
        System.in.read();
        broken.set(true);
        System.out.println("broken");
        return run.awaitEnd().status();
    }

    private Disk disk() {
        Disk real = new LocalDisk();
        return proxy(Disk.class, (proxy, method, args) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, args);
            }
            Object answer = call(real, method, args);
            return answer instanceof DiskFile file ? file(file) : answer;
        });
    }

    private DiskFile file(DiskFile real) {
        return proxy(DiskFile.class, (proxy, method, args) -> {
            if (method.getName().equals("force") && broken.get()) {
                throw new IOException("Input/output error");
            }
            return call(real, method, args);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
