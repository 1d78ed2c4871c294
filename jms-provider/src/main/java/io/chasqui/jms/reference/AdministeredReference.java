package io.chasqui.jms.reference;

import java.util.Map;
import javax.naming.Reference;
import javax.naming.StringRefAddr;

/**
 * The form in which a naming service stores an administered object (Jakarta Messaging 3.1 §5): the class name and texts
 * by name, all of them strings, so that every naming service can keep them. It guarantees that nothing of the object is
 * serialized and that no place to load code from is named: whoever looks it up needs the module {@code chasqui-jndi} on
 * its class path.
 */
public final class AdministeredReference {
    /** The class that makes objects from these references; it is in the module {@code chasqui-jndi}. */
    public static final String OBJECT_FACTORY = "io.chasqui.jndi.ChasquiObjectFactory";

    /** Names a connection URL without user, password and client identifier. */
    public static final String URL = "url";

    /** Names a destination as the broker knows it. */
    public static final String PHYSICAL_NAME = "physicalName";

    private AdministeredReference() {}

    /**
     * A reference that {@link #OBJECT_FACTORY} understands.
     *
     * @param type class of the object
     * @param addresses texts by name, {@link #URL}, {@link #PHYSICAL_NAME} or the name of an option of a connection URL
     */
    public static Reference of(Class<?> type, Map<String, String> addresses) {
        Reference reference = new Reference(type.getName(), OBJECT_FACTORY, null);
        addresses.forEach((name, text) -> reference.add(new StringRefAddr(name, text)));
        return reference;
    }
}
