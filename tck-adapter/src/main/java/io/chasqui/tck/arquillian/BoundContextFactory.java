package io.chasqui.tck.arquillian;

import io.chasqui.jndi.ChasquiInitialContextFactory;
import io.chasqui.tck.broker.Bindings;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/**
 * What {@code new InitialContext()} uses while the container runs: the names of the container and, above them, those
 * that the caller gives. The container says them in system properties, since the platform hands nothing else on.
 */
public final class BoundContextFactory implements InitialContextFactory {
    private static final String PREFIX = "chasqui.arquillian.name.";

    /** For {@code javax.naming}, which needs a public constructor without parameters. */
    public BoundContextFactory() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Properties all = new Properties();
        all.putAll(bound());
        all.putAll(environment);
        return new ChasquiInitialContextFactory().getInitialContext(all);
    }

    /** From now on {@code new InitialContext()} knows these names. */
    static void bind(Bindings bindings) {
        bindings.properties().forEach((name, value) -> System.setProperty(PREFIX + name, value));
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, BoundContextFactory.class.getName());
    }

    /** From now on {@code new InitialContext()} knows none of the names that were bound. */
    static void unbind() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        bound().keySet().forEach(name -> System.clearProperty(PREFIX + name));
    }

    private static Map<String, String> bound() {
        Properties system = System.getProperties();
        return system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toMap(name -> name.substring(PREFIX.length()), system::getProperty));
    }
}
