package io.chasqui.broker.journal.chronicle;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Gives Chronicle Queue the two packages of the JDK that it reaches into, so that an embedded user needs no JVM flag.
 * Must run before the first class of that library is loaded. When the flags are set, or the launcher's manifest has
 * them, nothing is done.
 */
final class ModuleAccess {
    private static final Module BASE = Object.class.getModule();
    private static final String REFLECT = "java.lang.reflect";
    private static final String CHANNELS = "sun.nio.ch";
    private static final String CLEANERS = "jdk.internal.ref";

    private ModuleAccess() {}

    /**
     * Opens what is not open yet and switches the library's announcements and watch threads off.
     *
     * @throws IllegalStateException when the JVM does not allow it; names the flags to set
     */
    static void ensure() {
        quiet("chronicle.announcer.disable");
        quiet("chronicle.disk.monitor.disable");
        quiet("chronicle.analytics.disable");
        Module user = ModuleAccess.class.getModule();
        if (!granted(user)) {
            open(user);
        }
        if (!granted(user)) {
            throw refused(null);
        }
    }

    private static boolean granted(Module user) {
        return BASE.isOpen(REFLECT, user) && BASE.isExported(CHANNELS, user);
    }

    private static void open(Module user) {
        try {
            MethodHandles.Lookup lookup = trustedLookup();
            MethodType type = MethodType.methodType(void.class, String.class);
            MethodHandle opens = lookup.findVirtual(Module.class, "implAddOpensToAllUnnamed", type);
            MethodHandle exports = lookup.findVirtual(Module.class, "implAddExportsToAllUnnamed", type);
            opens.invoke(BASE, REFLECT);
            exports.invoke(BASE, CHANNELS);
            if (BASE.getPackages().contains(CLEANERS) && !BASE.isExported(CLEANERS, user)) {
                exports.invoke(BASE, CLEANERS);
            }
        } catch (Throwable reason) {
            throw refused(reason);
        }
    }

    /** The lookup that may do anything, read through Unsafe; all by name, because both are not for the public. */
    private static MethodHandles.Lookup trustedLookup() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
        Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, trusted);
        Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, trusted);
        return (MethodHandles.Lookup)
                type.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
    }

    private static void quiet(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    private static IllegalStateException refused(@Nullable Throwable reason) {
        return new IllegalStateException(
                "The journal needs two packages of the JDK that are closed in this JVM (Java "
                        + Runtime.version() + "). Start it with these flags:"
                        + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
                        + " --add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                reason);
    }
}
