package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The real disk, and somebody who looks at each call. */
final class WatchedDisk {
    /** Who looks. */
    @FunctionalInterface
    interface Watch {
        /**
         * A call has done its work, and its caller does not know yet.
         *
         * @param call name of the method
         * @param file what it worked on
         * @param answer what it answers; null if nothing
         * @throws IOException to let it fail
         */
        void after(String call, Path file, @Nullable Object answer) throws IOException;
    }

    private WatchedDisk() {}

    static Disk of(Watch watch) {
        Disk real = new LocalDisk();
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        watch.after(method.getName(), (Path) arguments[0], answer);
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
