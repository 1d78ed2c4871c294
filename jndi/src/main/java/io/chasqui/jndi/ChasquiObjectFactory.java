package io.chasqui.jndi;

import io.chasqui.jms.reference.AdministeredReference;
import java.util.Collections;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes connection factories and destinations from what a server's naming service stores: from the references of our own
 * objects, and from resources that an administrator describes, such as {@code <Resource type="jakarta.jms.Queue"
 * factory="io.chasqui.jndi.ChasquiObjectFactory" physicalName="orders"/>} of Tomcat.
 *
 * <p>A connection factory takes {@code url} and any option of a connection URL ({@code user}, {@code password},
 * {@code clientId}, {@code prefetch} …) as a property of its own; a destination takes {@code physicalName}, or
 * {@code name}. It guarantees to load no class, to connect to nothing, and to refuse a reference that names a place to
 * load code from.
 */
public final class ChasquiObjectFactory implements ObjectFactory {
    /** Properties that servers add for themselves. */
    private static final Set<String> OF_THE_SERVER =
            Set.of("factory", "type", "auth", "scope", "description", "singleton", "closeMethod");

    /** For {@code javax.naming}, which needs a public constructor without parameters. */
    public ChasquiObjectFactory() {}

    /**
     * Makes an administered object.
     *
     * @param object what the naming service stores
     * @return the object, or null if {@code object} is not a reference to one of ours
     * @throws ConfigurationException if the reference has a property that is missing, unknown or wrong, or names a place
     *     to load code from; the text says what is expected
     */
    @Override
    public @Nullable Object getObjectInstance(
            Object object, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(object instanceof Reference reference) || !isOurs(reference)) {
            return null;
        }
        String what = name == null || name.isEmpty() ? reference.getClassName() : name.toString();
        if (reference.getFactoryClassLocation() != null) {
            throw new ConfigurationException(what + ": the reference names a place to load its factory from ('"
                    + reference.getFactoryClassLocation() + "'), which is refused. Put chasqui-jndi on the class path"
                    + " and leave the location out.");
        }
        try {
            return AdministeredType.of(reference.getClassName()).make(texts(reference));
        } catch (IllegalArgumentException refused) {
            ConfigurationException refusal = new ConfigurationException(what + ": " + refused.getMessage());
            refusal.initCause(refused);
            throw refusal;
        }
    }

    /** Some servers keep the name of the factory as one more property. */
    private static boolean isOurs(Reference reference) {
        RefAddr factory = reference.get("factory");
        return AdministeredType.isOurs(reference.getClassName())
                || AdministeredReference.OBJECT_FACTORY.equals(reference.getFactoryClassName())
                || (factory != null && AdministeredReference.OBJECT_FACTORY.equals(factory.getContent()));
    }

    private static Map<String, String> texts(Reference reference) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (RefAddr each : Collections.list(reference.getAll())) {
            if (OF_THE_SERVER.contains(each.getType())) {
                continue;
            }
            if (!(each instanceof StringRefAddr) || !(each.getContent() instanceof String text)) {
                throw new IllegalArgumentException("The property '" + each.getType() + "' must be a text but is a "
                        + each.getClass().getName() + ".");
            }
            if (texts.put(each.getType(), text.strip()) != null) {
                throw new IllegalArgumentException("The property '" + each.getType() + "' stands twice.");
            }
        }
        return texts;
    }
}
