package io.chasqui.jms.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object of a message. Classes come from the thread's context class loader, then from the provider's. A filter
 * adds to the filter of the JVM ({@code jdk.serialFilter}): both have to agree.
 */
final class ObjectBodyInput extends ObjectInputStream {
    private final @Nullable AdmissionFilter filter;

    /**
     * Opens a serialised object.
     *
     * @param filter what may be read, or null for what this application itself has serialised
     */
    ObjectBodyInput(byte[] body, @Nullable AdmissionFilter filter) throws IOException {
        super(new ByteArrayInputStream(body));
        this.filter = filter;
        if (filter != null) {
            setObjectInputFilter(ObjectInputFilter.merge(filter, getObjectInputFilter()));
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        String name = description.getName();
        if (filter != null && !filter.admits(name)) {
            throw new InvalidClassException(name, "not admitted");
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            Class<?> found = find(name, context);
            if (found != null) {
                return found;
            }
        }
        Class<?> found = find(name, ObjectBodyInput.class.getClassLoader());
        return found == null ? super.resolveClass(description) : found;
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        if (filter != null) {
            throw new InvalidClassException("Dynamic proxies are not admitted in a received ObjectMessage.");
        }
        return super.resolveProxyClass(interfaces);
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException elsewhere) {
            return null;
        }
    }
}
